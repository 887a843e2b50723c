using System.Net.Http;
using BatchLoadTest.Checks.Files;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Upload;

namespace BatchLoadTest.Checks.Security;

/// <summary>What the key of another account sees.</summary>
public static class SecurityChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            Of("other_file", "another key has not my file", HttpMethod.Get, scene => scene.Paths.File(scene.FileId!)),
            Of("other_content", "nor its content", HttpMethod.Get, scene => scene.Paths.Content(scene.FileId!)),
            new OtherKeyCheck("other_files", "nor is it in that key's list", FilesAsync),
            new OtherKeyCheck("other_delete", "it cannot delete it", DeleteAsync),
            Of("other_batch", "it has not my batch", HttpMethod.Get, scene => scene.Paths.Batch(scene.Batch!.Id)),
            new OtherKeyCheck("other_batches", "nor is that in its list", BatchesAsync),
            new OtherKeyCheck("other_create", "it makes no batch of my file", CreateAsync),
            new OtherKeyCheck("other_cancel", "it cannot cancel my batch", CancelAsync) { Needs = ["cancel.taken"] },
        ];

    private static OtherKeyCheck Of(
        string name,
        string requirement,
        HttpMethod method,
        Func<CheckScene, Uri> address
    ) =>
        new(
            name,
            requirement,
            async (scene, other, cancellationToken) =>
                OtherKeyCheck.Judge(
                    await scene.Client.SendAsync(method, address(scene), cancellationToken, authorization: other)
                )
        );

    private static async Task<CheckResult> FilesAsync(
        CheckScene scene,
        string other,
        CancellationToken cancellationToken
    ) => JudgeList(await ListedFiles.PageAsync(scene, "limit=100", cancellationToken, other), scene.HasUploaded);

    private static async Task<CheckResult> BatchesAsync(
        CheckScene scene,
        string other,
        CancellationToken cancellationToken
    ) =>
        JudgeList(
            await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.BatchPage(after: null),
                cancellationToken,
                authorization: other
            ),
            scene.HasCreated
        );

    private static CheckResult JudgeList(CheckAnswer answer, Func<string, bool> isMine) =>
        ListedFiles.Items(answer) is not { } items ? CheckResult.NotSeen($"it has no list: {answer.Words}", answer)
        : items.Any(item => ListedFiles.Id(item) is { } id && isMine(id))
            ? CheckResult.Fail("it is", "are both keys of one account? --second-api-key wants that of another", answer)
        : CheckResult.Pass($"{items.Count} of its own");

    // A file that nobody else needs.
    private static async Task<CheckResult> DeleteAsync(
        CheckScene scene,
        string other,
        CancellationToken cancellationToken
    )
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var upload = await scene.UploadAsync(row.Line + "\n", cancellationToken, "check-other_delete.jsonl");
        return upload.Text("id") is { } id
            ? OtherKeyCheck.Judge(
                await scene.Client.SendAsync(
                    HttpMethod.Delete,
                    scene.Paths.File(id),
                    cancellationToken,
                    authorization: other
                )
            )
            : CheckResult.NotSeen($"no file was taken: {upload.Words}", upload);
    }

    private static async Task<CheckResult> CreateAsync(
        CheckScene scene,
        string other,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.CreateAsync(CheckBody.Text(scene.CreateBody(scene.FileId!)), cancellationToken, other);
        return OtherKeyCheck.Judge(answer);
    }

    // A batch that is cancelled: who could cancel it once more would do no harm, and is told of by the answer.
    private static async Task<CheckResult> CancelAsync(
        CheckScene scene,
        string other,
        CancellationToken cancellationToken
    )
    {
        if (
            scene.Exhibits.Cancelled is not { } batch
            || !await batch.EndsAsync(TimeSpan.FromSeconds(1.5), cancellationToken)
        )
        {
            return CheckResult.NotSeen("no batch has ended that may be cancelled");
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Post,
            scene.Paths.Cancel(batch.First.Id),
            cancellationToken,
            authorization: other
        );
        return answer.Status == 409
            ? CheckResult.Fail($"{answer.Words}: it knows of the batch", null, answer)
            : OtherKeyCheck.Judge(answer);
    }
}
