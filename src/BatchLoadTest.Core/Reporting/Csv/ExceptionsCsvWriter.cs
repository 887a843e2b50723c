using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>PREFIX_exceptions.csv</c>, column for column as Locust writes it. Locust's rows are faults of a person's script;
/// here only a fault of this program can be one, and mostly there is none.
/// </summary>
public sealed class ExceptionsCsvWriter : IReportWriter
{
    private const string Suffix = "_exceptions.csv";

    // What Locust calls a run of one process.
    private const string ThisProcess = "local";

    private static readonly string[] Columns = ["Count", "Message", "Traceback", "Nodes"];

    /// <inheritdoc/>
    public string Name => CsvFile.ReportName;

    /// <inheritdoc/>
    public string FileName => CsvFile.DefaultPrefix + Suffix;

    /// <inheritdoc/>
    public string CopyPath(string given) => given + Suffix;

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvFile.Begin(output, Columns);
        if (report.Ending.End == RunEnd.InternalError)
        {
            var message = SpreadsheetText.Of(report.Ending.Problem ?? "no details");
            await csv.WriteRecordAsync(["1", message, "", ThisProcess], cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }
}
