using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Lifecycle;

/// <summary>What a batch is that has ended.</summary>
internal static class Ended
{
    private const string NotYet = "it has not ended";

    // Those that some services leave out where others write null.
    private static readonly string[] Optional =
    [
        "errors",
        "output_file_id",
        "error_file_id",
        "in_progress_at",
        "finalizing_at",
        "completed_at",
        "failed_at",
        "expired_at",
        "cancelling_at",
        "cancelled_at",
    ];

    /// <summary>Whether two more polls say the same.</summary>
    public static async Task<CheckResult> StableAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Followed is not { HasEnded: true } watch)
        {
            return CheckResult.NotSeen(NotYet);
        }

        var first = Of(watch.Last);
        for (var poll = 0; poll < 2; poll++)
        {
            var answer = await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.Batch(watch.First.Id),
                cancellationToken
            );
            if (!answer.IsSuccess || scene.BatchOf(answer, out _) is not { } batch)
            {
                return CheckResult.Fail($"a poll is answered {answer.Words}", "an ended batch stays", answer);
            }

            var now = Of(batch);
            if (now != first)
            {
                return CheckResult.Fail(
                    scene.Redact($"{first}, then {now}"),
                    "a run stops to ask at the end: what comes then it never sees",
                    answer
                );
            }
        }

        return CheckResult.Pass("two more polls say the same");

        static string Of(Batch batch) =>
            $"{batch.Status.Text}, {batch.Counts?.Completed} completed, {batch.Counts?.Failed} failed of {batch.Counts?.Total}, output file {batch.OutputFileId ?? "none"}, error file {batch.ErrorFileId ?? "none"}";
    }

    /// <summary>Whether one that went well says nothing else.</summary>
    public static CheckResult NoErrors(CheckScene scene, BatchWatch watch) =>
        watch.Last.Status.State != BatchState.Completed ? CheckResult.NotSeen("it is not completed")
        : watch.Last.Error is { } error ? CheckResult.Fail($"it says {scene.Redact(error)}", null, watch.LastAnswer)
        : CheckResult.Pass("it has none");

    /// <summary>Whether it says what it took.</summary>
    public static CheckResult Usage(CheckScene scene, BatchWatch watch) => Has(scene, watch, "usage");

    /// <summary>Whether it says of which model it was.</summary>
    public static CheckResult Model(CheckScene scene, BatchWatch watch) => Has(scene, watch, "model");

    /// <summary>Whether members without value are written.</summary>
    public static CheckResult Nulls(CheckScene scene, BatchWatch watch)
    {
        var batch = Answered.Object(watch.Created);
        var absent = Optional.Where(name => Answered.Member(batch, name).ValueKind == JsonValueKind.Undefined).ToList();
        return absent.Count == 0
            ? CheckResult.Pass("it is")
            : CheckResult.Fail($"absent: {string.Join(", ", absent)}", null, watch.Created);
    }

    private static CheckResult Has(CheckScene scene, BatchWatch watch, string name)
    {
        if (!watch.HasEnded)
        {
            return CheckResult.NotSeen(NotYet);
        }

        var member = Answered.Member(Answered.Object(watch.LastAnswer), name);
        return Answered.IsThere(member)
            ? CheckResult.Pass(scene.Redact(Answered.Show(member)))
            : CheckResult.Fail("there is none", null, watch.LastAnswer);
    }
}
