using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Upload;

namespace BatchLoadTest.Checks.Files;

/// <summary>Files that are deleted.</summary>
internal static class DeletionChecks
{
    private const string Source = "OpenAI: DELETE /files/{id}";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of("deleted", "a deletion says deleted: true", CheckWorth.Should, Source, DeletedAsync),
            Gone(
                "metadata_gone",
                "a deleted file is gone",
                CheckWorth.Must,
                HttpMethod.Get,
                (paths, id) => paths.File(id)
            ),
            Gone("content_gone", "its content too", CheckWorth.Must, HttpMethod.Get, (paths, id) => paths.Content(id)),
            Of("list_gone", "the list has it no more", CheckWorth.Should, Source, ListGoneAsync),
            Gone(
                "again",
                "a second deletion is 404",
                CheckWorth.Should,
                HttpMethod.Delete,
                (paths, id) => paths.File(id)
            ),
            Of("delete_unknown", "deleting an unknown id is 404", CheckWorth.Should, "RFC 9110 15.5.5", UnknownAsync),
            new SimpleCheck(
                new CheckInfo(
                    "files.input_running",
                    "a batch goes on without its input",
                    CheckWorth.Differs,
                    "OpenAI: a batch has its own copy"
                ),
                ["preflight.create"],
                InputOfRunningAsync
            )
            {
                Rows = 1,
            },
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        string source,
        Func<CheckScene, CancellationToken, Task<CheckResult>> look
    ) => new(new CheckInfo("files." + name, requirement, worth, source), ["preflight.upload"], look);

    private static SimpleCheck Gone(
        string name,
        string requirement,
        CheckWorth worth,
        HttpMethod method,
        Func<BatchApi.Http.ApiPaths, string, Uri> address
    ) =>
        Of(
            name,
            requirement,
            worth,
            Source,
            async (scene, cancellationToken) =>
                scene.Exhibits.Deleted is { Answer.IsSuccess: true } deleted
                    ? Refusal.Judge(
                        await scene.Client.SendAsync(method, address(scene.Paths, deleted.Id), cancellationToken),
                        404,
                        410
                    )
                    : CheckResult.NotSeen("no file was deleted")
        );

    private static async Task<CheckResult> DeletedAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var upload = await scene.UploadAsync(row.Line + "\n", cancellationToken, "check-deleted.jsonl");
        if (upload.Text("id") is not { } id)
        {
            return CheckResult.NotSeen($"no file to delete was taken: {upload.Words}", upload);
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Delete, scene.Paths.File(id), cancellationToken);
        scene.Exhibits.Deleted = (id, answer);
        return !answer.IsSuccess
                ? CheckResult.Fail(answer.Words, "what a run uploads stays: --keep-files leaves deletion out", answer)
            : answer.Member("deleted").ValueKind == JsonValueKind.True ? CheckResult.Pass($"{answer.Status}")
            : CheckResult.Fail($"{answer.Words}, without it", null, answer);
    }

    private static async Task<CheckResult> ListGoneAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Deleted is not { Answer.IsSuccess: true } deleted)
        {
            return CheckResult.NotSeen("no file was deleted");
        }

        var answer = await ListedFiles.PageAsync(scene, "limit=100", cancellationToken);
        return ListedFiles.Items(answer) is not { } items
                ? CheckResult.NotSeen($"it has no list: {answer.Words}", answer)
            : items.Any(item => ListedFiles.Id(item) == deleted.Id)
                ? CheckResult.Fail("it is still there", null, answer)
            : CheckResult.Pass($"{items.Count} others");
    }

    private static async Task<CheckResult> UnknownAsync(CheckScene scene, CancellationToken cancellationToken) =>
        Refusal.Judge(
            await scene.Client.SendAsync(
                HttpMethod.Delete,
                scene.Paths.File(StrangeId.Of(scene.FileId!)),
                cancellationToken
            ),
            404,
            410
        );

    private static async Task<CheckResult> InputOfRunningAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        var upload = await scene.UploadAsync(row.Line + "\n", cancellationToken, "check-input_running.jsonl");
        if (upload.Text("id") is not { } file)
        {
            return CheckResult.NotSeen($"no file was taken: {upload.Words}", upload);
        }

        var created = await scene.CreateAsync(scene.CreateBody(file), cancellationToken);
        if (!created.IsSuccess || scene.BatchOf(created, out _) is not { } batch)
        {
            return CheckResult.NotSeen($"no batch was taken: {created.Words}", created);
        }

        var deletion = await scene.Client.SendAsync(HttpMethod.Delete, scene.Paths.File(file), cancellationToken);
        if (deletion.Status is >= 400 and < 500)
        {
            return CheckResult.Pass($"the deletion is refused: {deletion.Words}");
        }

        if (!deletion.IsSuccess)
        {
            return CheckResult.Fail($"the deletion: {deletion.Words}", null, deletion);
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(batch.Id), cancellationToken);
        if (answer.Status is 404 or 410)
        {
            scene.NoteGone(batch.Id);
        }

        return answer.Status is 404 or 410
                ? CheckResult.Fail($"deleted, and its batch with it: {answer.Words}", null, answer)
            : !answer.IsSuccess || scene.BatchOf(answer, out _) is not { } now
                ? CheckResult.Fail($"deleted; the batch: {answer.Words}", null, answer)
            : now.Status.State is BatchState.Cancelled or BatchState.Cancelling or BatchState.Failed
                ? CheckResult.Fail($"deleted, and its batch is {scene.Redact(now.Status.Text)}", null, answer)
            : CheckResult.Pass($"deleted; the batch is {scene.Redact(now.Status.Text)}");
    }
}
