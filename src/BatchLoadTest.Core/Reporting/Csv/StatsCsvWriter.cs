using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>PREFIX_stats.csv</c>, column for column as Locust writes it: a row per request name in the order of a workflow, the
/// last one for all together. Times are milliseconds with all their digits, where Locust's have two. A percentile is the
/// smallest time that at least so many requests do not exceed; where a share of the requests is a whole number, Locust
/// takes the next request's.
/// </summary>
public sealed class StatsCsvWriter : IReportWriter
{
    private const string Suffix = "_stats.csv";

    /// <summary>The name of the row for all requests together.</summary>
    internal const string Aggregated = "Aggregated";

    private static readonly string[] Columns =
    [
        "Type",
        "Name",
        "Request Count",
        "Failure Count",
        "Median Response Time",
        "Average Response Time",
        "Min Response Time",
        "Max Response Time",
        "Average Content Size",
        "Requests/s",
        "Failures/s",
        .. LatencyColumns.Names,
    ];

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
        foreach (var step in report.Final.Steps.Append(report.Final.Total))
        {
            await csv.WriteRecordAsync(Row(step), cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string[] Row(StepSummary step) =>
        [
            step.Step?.Method ?? "",
            SpreadsheetText.Of(step.Step?.Name ?? Aggregated),
            CsvNumber.Count(step.Requests),
            CsvNumber.Count(step.Failures),
            // Without a sample these are zero already, as Locust has them.
            CsvNumber.Milliseconds(step.Latency.P50),
            CsvNumber.Milliseconds(step.Latency.Mean),
            CsvNumber.Milliseconds(step.Latency.Min),
            CsvNumber.Milliseconds(step.Latency.Max),
            CsvNumber.MeanSize(step.BytesReceived, step.Requests),
            CsvNumber.Real(step.TotalRate),
            CsvNumber.Real(step.TotalFailureRate),
            .. LatencyColumns.Of(step.Latency),
        ];
}
