using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Cancel;

/// <summary>What becomes of batches that nobody wants any more.</summary>
public static class CancelChecks
{
    private const int AtOnce = 8;

    /// <summary>Those that are made while other batches are worked on, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new(
                    "cancel.many",
                    "cancels of many batches are answered",
                    CheckWorth.Should,
                    "OpenAI: POST /batches/{id}/cancel"
                ),
                ["concurrency.creates"],
                ManyAsync
            ),
            .. CancelledBatch.All,
            new SimpleCheck(
                new("cancel.unknown", "a batch that is not there is 404", CheckWorth.Should, "RFC 9110 15.5.5"),
                ["preflight.create"],
                UnknownAsync
            ),
        ];

    /// <summary>Those that need the end of a batch.</summary>
    public static IReadOnlyList<ICheck> OfTheEnd() =>
        [
            new SimpleCheck(
                new(
                    "cancel.ended",
                    "a cancel after the end changes nothing",
                    CheckWorth.Should,
                    "OpenAI: POST /batches/{id}/cancel"
                ),
                ["preflight.create"],
                EndedAsync
            ),
        ];

    // Besides, they are then worked on no more than they need.
    private static async Task<CheckResult> ManyAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        // Others still look at these two.
        string?[] kept = [scene.Batch?.Id, scene.Exhibits.Followed?.First.Id];
        var ids = scene.CreatedBatches.Except(kept.OfType<string>(), StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            return CheckResult.Skip("no batches were taken");
        }

        var answers = new CheckAnswer[ids.Count];
        await Parallel.ForAsync(
            0,
            ids.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (place, token) =>
                answers[place] = await scene.Client.SendAsync(HttpMethod.Post, scene.Paths.Cancel(ids[place]), token)
        );
        foreach (var answer in answers.Where(answer => answer.IsSuccess))
        {
            scene.NoteEnd(scene.BatchOf(answer, out _));
        }

        var wrong = answers.FirstOrDefault(answer =>
            answer is not ({ IsSuccess: true } or { Status: >= 400 and < 500 and not 404 })
        );
        return wrong is null
            // Those that have ended meanwhile may be refused.
            ? CheckResult.Pass($"{answers.Count(answer => answer.IsSuccess)} of {answers.Length} were taken")
            : CheckResult.Fail(wrong.Words, "a run that is ended leaves batches behind", wrong);
    }

    private static async Task<CheckResult> UnknownAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Batch is { } batch
            ? Refusal.Judge(
                await scene.Client.SendAsync(
                    HttpMethod.Post,
                    scene.Paths.Cancel(StrangeId.Of(batch.Id)),
                    cancellationToken
                ),
                404
            )
            : CheckResult.Skip("no batch was taken");

    private static async Task<CheckResult> EndedAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Batch is not { Status.IsTerminal: true } ended)
        {
            return CheckResult.NotSeen("no batch has ended");
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Post, scene.Paths.Cancel(ended.Id), cancellationToken);
        if (answer is { Status: >= 400 and < 500 })
        {
            return CheckResult.Pass(answer.Words);
        }

        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "clients take a 5xx for the service's fault and send again", answer);
        }

        return scene.BatchOf(answer, out _) is { } batch && batch.Status != ended.Status
            ? CheckResult.Fail(
                $"{answer.Status}, and it is {scene.Redact(batch.Status.Text)}; it was {scene.Redact(ended.Status.Text)}",
                "only its stamps tell that it was done",
                answer
            )
            : CheckResult.Pass($"{answer.Status}, and it is {scene.Redact(ended.Status.Text)} still");
    }
}
