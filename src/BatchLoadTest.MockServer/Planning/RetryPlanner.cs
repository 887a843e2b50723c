using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// Draws how a batch goes on whose failed rows, and those that it never got to, are worked on again. They fail as often as
/// rows do.
/// </summary>
internal sealed class RetryPlanner(MockServerOptions options, ServiceModel? service)
{
    /// <summary>The share of the duration for finalizing, and from a cancel to its end.</summary>
    private const double ShortPhase = 0.1;

    /// <summary>The plan from now on; null where there is nothing to work on again.</summary>
    public BatchPlan? Plan(BatchPlan plan, InputRows input, RetryRequest request)
    {
        var number = 1 + (plan.Rerun?.Number ?? 0);
        var models = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Sort(plan, input, request, number, models) is not { } rerun)
        {
            return null;
        }

        var now = request.At;
        var served = service?.Offer(now, [.. models.Select(model => new ModelRows(model.Key, model.Value))]);
        var duration = service is null ? options.BatchDuration : (served?.End ?? now) - now;
        var aside = service is null ? duration * ShortPhase : TimeSpan.Zero;
        var endsAt = now + duration;
        return plan with
        {
            ValidatedAt = now,
            FinalizingAt = endsAt - aside,
            EndsAt = endsAt,
            End =
                plan.End == PlannedEnd.Never ? PlannedEnd.Never
                : endsAt.ToUnixTimeSeconds() > plan.ExpiresAt.ToUnixTimeSeconds() ? PlannedEnd.Late
                : PlannedEnd.InTime,
            Problems = [],
            Service = served,
            // What has happened so far stands with the rows that it happened to.
            RowDefects = plan.RowDefects?.With(RowOccasions.None),
            // Rows that were there do not go away.
            LateCommits = null,
            Rerun = rerun,
        };
    }

    private Rerun? Sort(
        BatchPlan plan,
        InputRows input,
        RetryRequest request,
        int number,
        Dictionary<string, int> models
    )
    {
        var (kept, again, left) = (new List<RerunRow>(), new List<RerunRow>(), new List<RerunRow>());
        var draws = new RetryDraws(options, plan, number);
        using var order = new CompletionOrder(plan);
        for (var position = 0; position < plan.Fates.Rows; position++)
        {
            var row = plan.KeptAt(position);
            var isDone = position < request.Finished;
            if (isDone && row.Fate.IsOutput())
            {
                kept.Add(row);
                continue;
            }

            var inInput = order.RowAt(position);
            var isNamed = request.Ids?.Contains(plan.ResultIdOf(inInput)) != false;
            if (isNamed && (isDone || request.IsOver))
            {
                again.Add(draws.Next(row, isDone));
            }
            else if (isDone)
            {
                kept.Add(row);
                continue;
            }
            else if (request.IsOver)
            {
                left.Add(row);
                continue;
            }
            else
            {
                // Its turn was still to come.
                again.Add(row);
            }

            var model = input.Groups[input.Rows[inInput].Kind].Kind.Model;
            models[model] = models.GetValueOrDefault(model) + 1;
        }

        return draws.Count == 0
            ? null
            : new Rerun(kept, again, left) { Number = number, InProgressAt = plan.InProgressAt };
    }
}
