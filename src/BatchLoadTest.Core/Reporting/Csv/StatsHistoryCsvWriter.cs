using BatchLoadTest.Statistics;
using CsvHelper;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>PREFIX_stats_history.csv</c>, column for column as Locust writes it: a row a second for all requests together. A
/// second in which the process stood still has no row, nor has what follows the run. <c>Requests/s</c> and <c>Failures/s</c> are those of the last ten
/// whole seconds; the columns from <c>Total Request Count</c> on are those of the run so far.
/// </summary>
/// <param name="full">
/// A row for each request name that has occurred, too. As with Locust, percentiles are then those of the last ten
/// seconds, and <c>N/A</c> where these had no request; else they are those of the run so far.
/// </param>
public sealed class StatsHistoryCsvWriter(bool full = false) : IReportWriter
{
    private const string Suffix = "_stats_history.csv";

    private static readonly string[] Columns =
    [
        "Timestamp",
        "User Count",
        "Type",
        "Name",
        "Requests/s",
        "Failures/s",
        .. LatencyColumns.Names,
        "Total Request Count",
        "Total Failure Count",
        "Total Median Response Time",
        "Total Average Response Time",
        "Total Min Response Time",
        "Total Max Response Time",
        "Total Average Content Size",
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
        var sum = new HistorySum(report, full);
        foreach (var interval in report.History.Read())
        {
            // A second may come in several parts, and is shown when all of it is there.
            if (sum.IsBefore(interval))
            {
                await WriteAsync(csv, sum, cancellationToken);
            }

            sum.Add(interval);
        }

        await WriteAsync(csv, sum, cancellationToken);

        await csv.FlushAsync(cancellationToken);
    }

    private static async Task WriteAsync(CsvWriter csv, HistorySum sum, CancellationToken cancellationToken)
    {
        if (sum.IsEmpty || !sum.IsOfTheRun)
        {
            return;
        }

        foreach (var entry in sum.Entries)
        {
            await csv.WriteRecordAsync(Row(sum, entry), cancellationToken);
        }
    }

    private static string[] Row(HistorySum sum, HistoryEntry entry)
    {
        var latency = entry.Latency.Summarise();
        return
        [
            CsvNumber.Count(sum.Second),
            CsvNumber.Count(sum.Users),
            entry.Step?.Method ?? "",
            SpreadsheetText.Of(entry.Step?.Name ?? StatsCsvWriter.Aggregated),
            CsvNumber.Real(entry.RateAt(sum.Elapsed)),
            CsvNumber.Real(entry.FailureRateAt(sum.Elapsed)),
            .. LatencyColumns.Of(sum.Recent(entry) ?? latency),
            CsvNumber.Count(entry.Requests),
            CsvNumber.Count(entry.Failures),
            CsvNumber.Milliseconds(latency.P50),
            CsvNumber.Milliseconds(latency.Mean),
            CsvNumber.Milliseconds(latency.Min),
            CsvNumber.Milliseconds(latency.Max),
            CsvNumber.MeanSize(entry.BytesReceived, entry.Requests),
        ];
    }
}
