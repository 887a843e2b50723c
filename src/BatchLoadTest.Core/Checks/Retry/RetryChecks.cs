using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Retry;

/// <summary>What becomes of a cancelled batch that is to go on.</summary>
public static class RetryChecks
{
    private const string Source = "control layer";

    // Rows that were done would be done again at once, if at all.
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(300);

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new("retry.works", "a cancelled batch can go on", CheckWorth.Differs, Source),
                ["cancel.taken"],
                WorksAsync
            ),
            new SimpleCheck(
                new("retry.kept", "rows that were done are not done again", CheckWorth.Should, Source),
                ["cancel.taken"],
                Kept
            ),
            new SimpleCheck(
                new(
                    "retry.unknown",
                    "a retry of a batch that is not there is 404",
                    CheckWorth.Should,
                    "RFC 9110 15.5.5"
                ),
                ["preflight.create"],
                UnknownAsync
            ),
        ];

    private static async Task<CheckResult> WorksAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Cancelled is not { Last.Status.State: BatchState.Cancelled } watch)
        {
            return CheckResult.NotSeen("no batch has been cancelled");
        }

        var before = await OutputAsync(scene, watch, cancellationToken);
        var answer = await scene.Client.SendAsync(
            HttpMethod.Post,
            scene.Paths.Retry(watch.First.Id),
            cancellationToken
        );
        if (!answer.IsSuccess)
        {
            return answer.Status is 404 or 405 ? CheckResult.Fail($"there is none: {answer.Words}", null, answer)
                : answer.Status is >= 400 and < 500 ? CheckResult.NotSeen(answer.Words, answer)
                : CheckResult.Fail(answer.Words, "look at the service's own log", answer);
        }

        await Task.Delay(Work, scene.TimeProvider, cancellationToken);
        scene.Exhibits.Retried = (before, await OutputAsync(scene, watch, cancellationToken));
        // Its rows are paid for.
        await scene.Client.SendAsync(HttpMethod.Post, scene.Paths.Cancel(watch.First.Id), cancellationToken);
        return scene.BatchOf(answer, out _) is not { } batch || batch.Status.State != BatchState.Cancelled
            ? CheckResult.Pass(
                scene.Redact($"{answer.Status} {Answered.Text(Answered.Object(answer), "status") ?? ""}".TrimEnd())
            )
            : CheckResult.Fail($"{answer.Status}, and it is cancelled still", null, answer);
    }

    private static CheckResult Kept(CheckScene scene)
    {
        if (scene.Exhibits.Retried is not ({ Count: > 0 } before, var after))
        {
            return CheckResult.NotSeen("no batch with rows that were done has been retried");
        }

        var twice = after
            .GroupBy(row => row.CustomId, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .FirstOrDefault();
        var gone = before.Select(row => row.Text).Except(after.Select(row => row.Text), StringComparer.Ordinal).Count();
        return twice is not null
                ? CheckResult.Fail(scene.Redact($"{twice} is there twice then"), "it is paid for twice")
            : gone > 0 ? CheckResult.Fail($"{gone} of {before.Count} lines are others then", "they are paid for twice")
            : CheckResult.Pass($"{before.Count} lines stayed as they were");
    }

    private static async Task<CheckResult> UnknownAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Batch is { } batch
            ? Refusal.Judge(
                await scene.Client.SendAsync(
                    HttpMethod.Post,
                    scene.Paths.Retry(StrangeId.Of(batch.Id)),
                    cancellationToken
                ),
                404,
                405
            )
            : CheckResult.Skip("no batch was taken");

    private static async Task<IReadOnlyList<ResultRow>> OutputAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    ) =>
        watch.Last.OutputFileId is { } file
            ?
            [
                .. ResultRow
                    .All(await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken))
                    .Where(row => row.IsWhole),
            ]
            : [];
}
