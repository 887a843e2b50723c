using System.Globalization;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>run_batches.csv</c>: a row per batch in the order in which they ended. Times are milliseconds, moments UTC; what is
/// not known is empty, rows of a file that was not read too.
/// </summary>
/// <remarks>Written on demand only: it grows with the run.</remarks>
public sealed class BatchesCsvWriter : IReportWriter
{
    private static readonly string[] Columns =
    [
        "Batch",
        "User",
        "Created",
        "Outcome",
        "Not Awaited",
        "Last Status",
        "Turnaround",
        "Queued",
        "Running",
        "Finalizing",
        "Polls",
        "Rows",
        "Output Rows",
        "Error Rows",
        "Defects",
        "Error",
        "Class",
        "Due",
        "Done",
    ];

    /// <inheritdoc/>
    public string Name => "csv-batches";

    /// <inheritdoc/>
    public string FileName => CsvFile.DefaultPrefix + "_batches.csv";

    /// <inheritdoc/>
    public bool IsWrittenByDefault => false;

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvFile.Begin(output, Columns);
        foreach (var interval in report.History.Read())
        {
            foreach (var batch in interval.BatchesEnded)
            {
                await csv.WriteRecordAsync(Row(batch, report.Final), cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string[] Row(BatchRecord batch, RunSnapshot run) =>
        [
            SpreadsheetText.Of(batch.BatchId),
            CsvNumber.Count(batch.User),
            Moment(batch.CreatedAt),
            batch.Outcome.KindName(),
            batch.NotAwaited ? "yes" : "no",
            SpreadsheetText.Of(batch.LastStatus),
            CsvNumber.Milliseconds(batch.Turnaround),
            Milliseconds(batch.Phases.Queued),
            Milliseconds(batch.Phases.Running),
            Milliseconds(batch.Phases.Finalizing),
            CsvNumber.Count(batch.Polls),
            CsvNumber.Count(batch.Rows),
            Rows(batch.OutputRows),
            Rows(batch.ErrorRows),
            batch.Findings is { } findings ? CsvNumber.Count(findings.Total) : "",
            SpreadsheetText.Of(batch.Detail ?? ""),
            run.NameOfClass(batch.Class) ?? "",
            Moment(batch.DueAt ?? default),
            Moment(batch.ServerDoneAt ?? default),
        ];

    // Older journals do not tell.
    private static string Moment(DateTimeOffset moment) =>
        moment == default
            ? ""
            : moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan? time) => time is { } known ? CsvNumber.Milliseconds(known) : "";

    private static string Rows(long rows) => rows < 0 ? "" : CsvNumber.Count(rows);
}
