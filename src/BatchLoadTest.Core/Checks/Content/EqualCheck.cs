using System.Net.Http;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Upload;

namespace BatchLoadTest.Checks.Content;

/// <summary>What is downloaded is what was uploaded. Its file and its download are looked at by others too.</summary>
internal sealed class EqualCheck : ICheck
{
    /// <summary>The check's id.</summary>
    public const string Id = "content.equal";

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new(Id, "it is what was uploaded, row by row", CheckWorth.Must, "OpenAI: GET /files/{id}/content");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await SampleRow.OfAsync(scene, cancellationToken);
        List<string> ids = ["check-content-1", "check-content-2", "check-content-3"];
        var lines = string.Concat(ids.Select(id => row.As(id) + "\n"));
        var upload = await scene.UploadAsync(lines, cancellationToken, "check-content.jsonl");
        if (upload.Text("id") is not { } file)
        {
            return CheckResult.Fail(upload.Words, "one row was taken: look at the service's own log", upload);
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "look at what stands before the service", answer);
        }

        scene.Exhibits.Downloaded = (new SentFile(file, ids, lines, upload), answer);
        return ContentRows.Difference(lines, answer.Body) is { } difference
            ? CheckResult.Fail(
                scene.Redact(difference),
                "a run that compares contents (--verify) finds every upload wrong",
                answer
            )
            : CheckResult.Pass($"{ids.Count} rows");
    }
}
