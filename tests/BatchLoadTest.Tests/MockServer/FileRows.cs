using System.Text.Json;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What the result files of a batch hold, held against its input and its counts.</summary>
internal sealed record FileRows(IReadOnlyList<string> Output, IReadOnlyList<string> Errors, JsonElement Batch)
{
    public string Status => MockService.Text(Batch, "status");

    public int Completed => Batch.GetProperty("request_counts").GetProperty("completed").GetInt32();

    public int Failed => Batch.GetProperty("request_counts").GetProperty("failed").GetInt32();

    /// <summary>Rows of which there is a line.</summary>
    public int Distinct => Output.Concat(Errors).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Counted rows of which there is no line.</summary>
    public int Lost => Completed + Failed - Distinct;

    /// <summary>Lines beyond one a row.</summary>
    public int Doubled => Output.Count + Errors.Count - Distinct;

    /// <summary>Reads them, the output file first.</summary>
    public static async Task<FileRows> ReadAsync(MockService mock, string id)
    {
        var batch = await mock.BatchAsync(id);
        var output = await mock.LinesAsync(MockService.Text(batch, "output_file_id"));
        var errors = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        return new FileRows([.. MockService.Ids(output)], [.. MockService.Ids(errors)], batch);
    }
}
