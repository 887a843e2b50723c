using System.Globalization;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>PREFIX_failures.csv</c>, column for column as Locust writes it: a row per kind of failure and request name, most
/// frequent first. First and last time are whole seconds of UTC, written as newer versions of Locust do.
/// </summary>
/// <param name="prefix">What the file's name begins with; may hold a path.</param>
public sealed class FailuresCsvWriter(string prefix = CsvReports.DefaultPrefix) : IReportWriter
{
    private static readonly string[] Columns = ["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"];

    /// <inheritdoc/>
    public string FileName => $"{prefix}_failures.csv";

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvFile.Begin(output, Columns);
        foreach (var failure in report.Final.Failures)
        {
            await csv.WriteRecordAsync(
                [
                    failure.Step.Method,
                    SpreadsheetText.Of(failure.Step.Name),
                    SpreadsheetText.Of(Error(failure)),
                    CsvNumber.Count(failure.Count),
                    Time(report.Run.StartedAt + failure.First),
                    Time(report.Run.StartedAt + failure.Last),
                ],
                cancellationToken
            );
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string Error(FailureSummary failure) =>
        failure.Example.Length == 0 ? failure.Kind : $"{failure.Kind}: {failure.Example}";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
