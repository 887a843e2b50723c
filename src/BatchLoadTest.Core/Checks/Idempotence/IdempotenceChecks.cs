using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Idempotence;

/// <summary>What becomes of requests that are sent twice, and of batches that are deleted.</summary>
public static class IdempotenceChecks
{
    private const string Draft = "draft-ietf-httpapi-idempotency-key-header";

    /// <summary>Those that create batches, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new(
                    "idempotence.two",
                    "the same create request twice is two batches",
                    CheckWorth.Must,
                    "OpenAI: POST /batches"
                ),
                ["preflight.create"],
                (scene, cancellationToken) =>
                    TwiceAsync(
                        scene,
                        "twice",
                        [],
                        isOne =>
                            isOne ? ("it is one batch", "batches of one file in a run would be taken for one") : null,
                        "two batches",
                        cancellationToken
                    )
            )
            {
                Rows = 2,
            },
            new SimpleCheck(
                new("idempotence.key", "with the same Idempotency-Key twice is one batch", CheckWorth.Differs, Draft),
                ["preflight.create"],
                (scene, cancellationToken) =>
                    TwiceAsync(
                        scene,
                        "keyed",
                        [new("Idempotency-Key", "batch-load-test-" + scene.FileId)],
                        isOne => isOne ? null : ("it is two", null),
                        "one batch",
                        cancellationToken
                    )
            )
            {
                Rows = 2,
            },
        ];

    /// <summary>Those that delete one that was cancelled.</summary>
    public static IReadOnlyList<ICheck> Deletions() =>
        [
            new SimpleCheck(
                new("idempotence.delete", "a batch can be deleted", CheckWorth.Differs, "control layer"),
                ["concurrency.creates"],
                DeleteAsync
            ),
            new SimpleCheck(
                new("idempotence.deleted", "a deleted batch is 404", CheckWorth.Should, "RFC 9110 15.5.5"),
                ["concurrency.creates"],
                (scene, cancellationToken) => OfDeletedAsync(scene, HttpMethod.Get, cancellationToken)
            ),
            new SimpleCheck(
                new("idempotence.delete_again", "to delete a batch again is 404", CheckWorth.Should, "RFC 9110 15.5.5"),
                ["concurrency.creates"],
                (scene, cancellationToken) => OfDeletedAsync(scene, HttpMethod.Delete, cancellationToken)
            ),
        ];

    private static async Task<CheckResult> TwiceAsync(
        CheckScene scene,
        string mark,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<bool, (string Seen, string? Fix)?> problemOf,
        string right,
        CancellationToken cancellationToken
    )
    {
        if (scene.FileId is not { } file)
        {
            return CheckResult.Skip("no file was taken");
        }

        var body = scene.CreateBody(file, mark);
        var first = await scene.CreateAsync(body, cancellationToken, headers);
        var second = await scene.CreateAsync(body, cancellationToken, headers);
        if (
            !first.IsSuccess
            || scene.BatchOf(first, out _) is not { } one
            || !second.IsSuccess
            || scene.BatchOf(second, out _) is not { } two
        )
        {
            var refused = first.IsSuccess ? second : first;
            return CheckResult.NotSeen($"one was not taken: {refused.Words}", refused);
        }

        return problemOf(one.Id == two.Id) is var (seen, fix)
            ? CheckResult.Fail(seen, fix, second)
            : CheckResult.Pass(right);
    }

    private static async Task<CheckResult> DeleteAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Many is not [var created, ..] || scene.BatchOf(created, out _) is not { } batch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Delete, scene.Paths.Batch(batch.Id), cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, null, answer);
        }

        scene.Exhibits.DeletedBatch = batch.Id;
        return CheckResult.Pass($"{answer.Status}");
    }

    private static async Task<CheckResult> OfDeletedAsync(
        CheckScene scene,
        HttpMethod method,
        CancellationToken cancellationToken
    ) =>
        scene.Exhibits.DeletedBatch is { } id
            ? Refusal.Judge(await scene.Client.SendAsync(method, scene.Paths.Batch(id), cancellationToken), 404, 410)
            : CheckResult.NotSeen("no batch was deleted");
}
