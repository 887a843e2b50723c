namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether a file of one row of the data's kind is taken.</summary>
internal sealed class UploadCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.upload", "a file of one row is taken", CheckWorth.Must, "OpenAI: POST /files");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var model = scene.Model;
        var row = await CheckData.RowAsync(model, scene.Data.Endpoint, cancellationToken);
        var lines = row + "\n";
        var answer = await scene.UploadAsync(lines, cancellationToken);
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, FixOf(answer.Status, answer.Words), answer);
        }

        scene.FileId = answer.Text("id");
        scene.Exhibits.Uploaded = answer;
        scene.Exhibits.UploadedLines = lines;
        return scene.FileId is null
            ? CheckResult.Fail("the answer names no id", "look at --dialect and --api-base", answer)
            : CheckResult.Pass($"{answer.Status} after {answer.Took.TotalMilliseconds:0} ms, model {model}");
    }

    private static string FixOf(int? status, string words) =>
        status switch
        {
            401 => "look at the key and its purpose (--api-key-purpose)",
            402 => "the account has no credit: add some, or use another account",
            403 or 404 or 400 when words.Contains("model", StringComparison.OrdinalIgnoreCase) => ModelFix.Words,
            403 => "the account lacks a role; ask the service's people for one that may use batches",
            400 or 422 => "look at --endpoint, and at --dialect",
            413 => "the service takes no file of one row: look at what stands before it",
            429 => "the service limits uploads; try again later",
            _ => "look at the service's own log",
        };
}
