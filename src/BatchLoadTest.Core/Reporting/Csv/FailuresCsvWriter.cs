using System.Globalization;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>PREFIX_failures.csv</c>, column for column as Locust writes it: a row per kind of failure and request name, most
/// frequent first. First and last time are whole seconds of UTC, written as newer versions of Locust do. A column more has
/// all the different words of a kind, each with how often; Locust's <c>Error</c> has the first one's.
/// </summary>
public sealed class FailuresCsvWriter : IReportWriter
{
    private const string Suffix = "_failures.csv";

    // A spreadsheet's cell ends at 32,767 characters.
    private const int MostWords = 30;

    private static readonly string[] Columns =
    [
        "Method",
        "Name",
        "Error",
        "Occurrences",
        "First Seen",
        "Last Seen",
        "Words",
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
                    SpreadsheetText.Of(Words(failure)),
                ],
                cancellationToken
            );
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string Error(FailureSummary failure) =>
        failure.Example.Length == 0 ? failure.Kind : $"{failure.Kind}: {failure.Example}";

    // Each may stand after a bar, and none begins like a formula.
    private static string Words(FailureSummary failure)
    {
        var rows = FailureSummary.Rows([failure]);
        var words = rows.Take(MostWords)
            .Select(row => $"{row.Count}x {(row.Example.Length == 0 ? "(no words)" : row.Example)}");
        var others = rows.Count > MostWords ? $" | and {rows.Count - MostWords} others" : "";
        return string.Join(" | ", words) + others;
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
