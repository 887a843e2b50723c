using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks.Create;

/// <summary>A file of several rows, for the checks that need one.</summary>
internal sealed class RowsCheck : ICheck
{
    /// <summary>How many rows.</summary>
    public const int Count = 12;

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("create.rows", "a file of several rows is taken", CheckWorth.Must, "OpenAI: POST /files");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.upload"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var row = await CheckData.RowAsync(scene.Model, scene.Data.Endpoint, cancellationToken);
        List<string> ids = [.. Enumerable.Range(1, Count).Select(number => $"check-row-{number:00}")];
        var lines = string.Concat(ids.Select(id => row.Replace(CheckData.RowId, id, StringComparison.Ordinal) + "\n"));
        var answer = await scene.UploadAsync(lines, cancellationToken, "rows.jsonl");
        if (!answer.IsSuccess || answer.Text("id") is not { } file)
        {
            return CheckResult.Fail(answer.Words, "one row was taken: look at the service's own log", answer);
        }

        scene.Exhibits.Rows = new SentFile(file, ids, lines, answer);
        return CheckResult.Pass($"{Count} rows");
    }
}
