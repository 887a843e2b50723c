using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>Draws a new batch's plan.</summary>
/// <param name="options">How the server behaves.</param>
/// <param name="rules">How the service does that it plays.</param>
/// <param name="draws">What is drawn.</param>
/// <param name="service">How rows are worked on; null where every batch takes the same time.</param>
internal sealed class BatchPlanner(
    MockServerOptions options,
    FlavourRules rules,
    SeededDraws draws,
    ServiceModel? service
)
{
    /// <summary>The share of the duration for validating, for finalizing, and from a cancel to its end.</summary>
    private const double ShortPhase = 0.1;

    private static readonly RowProblem DrawnProblem = new("invalid_request", "The batch could not be validated");

    private readonly DefectPlanner defects = new(options.Misbehaviour, draws);
    private readonly TimeSpan hidden = options.Misbehaviour.HiddenAfterCreate;
    private readonly IReadOnlyList<WindowMiss> misses = options.Misbehaviour.MissWindows;

    /// <param name="number">The batch's number, from which everything is drawn.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="input">The rows.</param>
    /// <param name="now">The moment of creation.</param>
    public BatchPlan Plan(long number, BatchRequest request, InputRows input, DateTimeOffset now)
    {
        var problems = ProblemsOf(request, input);
        var end = problems.Count > 0 ? PlannedEnd.Invalid : DrawEnd(number, request.CompletionWindow);
        if (end == PlannedEnd.Invalid && problems.Count == 0)
        {
            problems = [DrawnProblem];
        }

        var bits = draws.Bits(DrawStream.BatchRows, number);
        var ownDefects = defects.OfBatch(number);
        var fates = DrawFates(bits, input.Rows.Count, end, ownDefects.HasFlag(BatchDefects.CutDownload));
        // One that expires with no row done does so when its first would have had its turn.
        var served =
            end == PlannedEnd.Invalid ? null : service?.Offer(now, Turns(input.Models, Math.Max(1, fates.Executed)));
        var duration = service is null ? options.BatchDuration : (served?.End ?? now) - now;
        // By rows there are no phases beside them: a control layer says from the creation on that a batch is in progress,
        // though it waits for its turn, and cancels at once.
        var aside = service is null ? duration * ShortPhase : TimeSpan.Zero;
        var endsAt = now + duration;
        var deadline = now + request.Window;
        if (end == PlannedEnd.InTime && endsAt.ToUnixTimeSeconds() > deadline.ToUnixTimeSeconds())
        {
            // Without being asked to: the window is shorter than the work.
            end = PlannedEnd.Late;
        }

        return new BatchPlan
        {
            CreatedAt = now,
            ValidatedAt = now + aside,
            FinalizingAt = endsAt - aside,
            EndsAt = endsAt,
            ExpiresAt = DeadlineOf(end, deadline, endsAt),
            CancelDuration = aside,
            End = end,
            Fates = fates,
            ResultSeed = bits,
            Usages = new RowUsages(bits, options.Misbehaviour.MissingUsage),
            Problems = problems,
            Service = served,
            Defects = ownDefects,
            RowDefects = defects.OfRows(number, ownDefects, fates),
            LateCommits = defects.LateOf(number, fates.Rows),
            Changed = defects.ChangedOf(number, ownDefects),
            // The clock may be set back: without this option a batch is there whatever it says.
            VisibleFrom = hidden > TimeSpan.Zero ? now + hidden : DateTimeOffset.MinValue,
        };
    }

    // Of a batch that expires midway the first models have their turn.
    private static List<ModelRows> Turns(IReadOnlyDictionary<string, int> models, int executed)
    {
        List<ModelRows> turns = [];
        foreach (var (model, rows) in models)
        {
            var taken = Math.Min(rows, executed);
            if (taken > 0)
            {
                turns.Add(new ModelRows(model, taken));
            }

            executed -= taken;
        }

        return turns;
    }

    private PlannedEnd DrawEnd(long number, string window)
    {
        var drawn = DrawEnd(number);
        return drawn == PlannedEnd.InTime && draws.Share(DrawStream.MissedWindow, number) < MissOf(window)
            ? PlannedEnd.Late
            : drawn;
    }

    private double MissOf(string window)
    {
        var share = 0.0;
        foreach (var miss in misses)
        {
            // Of two for one window the later holds.
            share = miss.Window == window ? miss.Share : share;
        }

        return share;
    }

    private PlannedEnd DrawEnd(long number)
    {
        var draw = draws.Share(DrawStream.BatchEnd, number);
        if (draw < options.BatchFailRate)
        {
            return PlannedEnd.Invalid;
        }

        draw -= options.BatchFailRate;
        if (draw < options.ExpireRate)
        {
            return PlannedEnd.PastDeadline;
        }

        draw -= options.ExpireRate;
        if (draw < options.Misbehaviour.LateBatches)
        {
            return PlannedEnd.Late;
        }

        draw -= options.Misbehaviour.LateBatches;
        return draw < options.Misbehaviour.StuckFinalizing ? PlannedEnd.Never : PlannedEnd.InTime;
    }

    private RowFates DrawFates(ulong bits, int rows, PlannedEnd end, bool isCut)
    {
        var executed = end == PlannedEnd.PastDeadline && rules.KnowsExpired ? rows / 2 : rows;
        return new RowFates(
            rows,
            executed,
            new EvenShare(
                options.Credit == MockCredit.Zero ? 1 : options.RowFailRate,
                SeededDraws.Fraction(SeededDraws.Mix(bits))
            ),
            new EvenShare(isCut ? 0 : options.OutputErrorRate, SeededDraws.Fraction(SeededDraws.Mix(~bits)))
        );
    }

    /// <summary>
    /// The deadline, moved to where it is missed if it is to be: to the end itself where a batch expires then, and to a whole
    /// second before it where it completes, since timestamps have whole seconds and the client compares them.
    /// </summary>
    private DateTimeOffset DeadlineOf(PlannedEnd end, DateTimeOffset own, DateTimeOffset endsAt)
    {
        if (end is not (PlannedEnd.PastDeadline or PlannedEnd.Late))
        {
            return own;
        }

        var missed =
            rules.KnowsExpired && end == PlannedEnd.PastDeadline
                ? endsAt
                : DateTimeOffset.FromUnixTimeSeconds(endsAt.ToUnixTimeSeconds() - 1);
        return own < missed ? own : missed;
    }

    /// <summary>
    /// What validation finds in the file; nothing where a bad file was refused already. The control layer does not
    /// compare the rows' urls with the batch's endpoint.
    /// </summary>
    private IReadOnlyList<RowProblem> ProblemsOf(BatchRequest request, InputRows input)
    {
        if (rules.RefusesBadRows)
        {
            return [];
        }

        var mismatches = input
            .Urls.Where(url => url.Key != request.Endpoint)
            .Take(RowProblem.MostKept)
            .Select(url => new RowProblem(
                RowRules.Urls.Contains(url.Key) ? "url_mismatch" : "invalid_url",
                "The URL provided for this request does not match the batch endpoint.",
                "url",
                url.Value
            ))
            .ToList();
        return mismatches.Count == 0 ? input.Problems : [.. input.Problems, .. mismatches];
    }
}
