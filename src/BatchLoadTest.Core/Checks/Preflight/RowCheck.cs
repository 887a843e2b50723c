using System.Net.Http;
using System.Text;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>What the row itself was answered: an account without credit gets its batch, and each row of it fails.</summary>
internal sealed class RowCheck : ICheck
{
    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.row", "its row is answered", CheckWorth.Must, "OpenAI: batch output object");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.batch"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Batch is not { Status.IsTerminal: true } batch)
        {
            return CheckResult.NotSeen("no batch has ended");
        }

        List<(byte[] Line, CheckAnswer Answer)> rows = [];
        CheckAnswer? last = null;
        foreach (var file in new[] { batch.OutputFileId, batch.ErrorFileId })
        {
            if (file is null)
            {
                continue;
            }

            last = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
            if (!last.IsSuccess)
            {
                return CheckResult.Fail($"its content: {last.Words}", "look at what stands before the service", last);
            }

            rows.AddRange(
                last.Body.Split('\n')
                    .Where(line => line.Trim().Length > 0)
                    .Select(line => (Encoding.UTF8.GetBytes(line), last))
            );
        }

        return last is null
                ? CheckResult.Fail("the batch names neither an output nor an error file", "look at --dialect")
            : rows.Count == 0 ? CheckResult.Fail("no file of the batch has a line", "its row is lost", last)
            : rows.Count > 1
                ? CheckResult.Fail(
                    $"its files have {rows.Count} lines for one row",
                    "rows come twice or in both files",
                    last
                )
            : Judge(scene, rows[0].Line, rows[0].Answer);
    }

    private static CheckResult Judge(CheckScene scene, byte[] line, CheckAnswer answer)
    {
        if (!ResultLine.TryParse(line, out var row, out var problem))
        {
            return CheckResult.Fail(
                $"its line cannot be read: {scene.Redact(problem ?? "no JSON object")}",
                "look at --dialect",
                answer
            );
        }

        var id = Encoding.UTF8.GetString(row.CustomId);
        if (id != CheckData.RowId)
        {
            return CheckResult.Fail(
                $"its custom_id is {scene.Redact(id)}, sent was {CheckData.RowId}",
                "results cannot be told apart: look at the service",
                answer
            );
        }

        if (row.IsAnswered)
        {
            var tokens = row.Tokens is { } known
                ? $", {known.Prompt} tokens in, {known.Completion} out"
                : ", without usage";
            return CheckResult.Pass(
                $"{row.StatusCode}{tokens}; the download took {answer.Took.TotalMilliseconds:0} ms"
            );
        }

        var error = RowErrorReader.Read(row, scene.Redact);
        var words = error.Words is { } said ? $"{error.Class}: {said}" : error.Class;
        return CheckResult.Fail(
            $"the row failed: {words}",
            words.Contains("402", StringComparison.Ordinal)
            || words.Contains("balance", StringComparison.OrdinalIgnoreCase)
            || words.Contains("insufficient_quota", StringComparison.OrdinalIgnoreCase)
                ? "the account has no credit: add some, or every row of a run fails so"
                : "every row of a run would fail so: look at the model, and at the data's rows",
            answer
        );
    }
}
