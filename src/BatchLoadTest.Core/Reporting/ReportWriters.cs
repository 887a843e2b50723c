using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Reporting.JUnit;
using BatchLoadTest.Reporting.LocustJson;
using BatchLoadTest.Reporting.Markdown;

namespace BatchLoadTest.Reporting;

/// <summary>All reports that there are, in the order in which they are written and named.</summary>
/// <param name="csvFullHistory">In the CSV history, rows for each request name too.</param>
public sealed class ReportWriters(bool csvFullHistory = false)
{
    /// <summary>A writer for each file.</summary>
    public IReadOnlyList<IReportWriter> All { get; } =
    [
        new MetricsJsonWriter(),
        new HtmlReportWriter(),
        new StatsCsvWriter(),
        new StatsHistoryCsvWriter(csvFullHistory),
        new FailuresCsvWriter(),
        new ExceptionsCsvWriter(),
        new BatchesCsvWriter(),
        new PhasesCsvWriter(),
        new JUnitXmlWriter(),
        new SummaryMarkdownWriter(),
        new LocustJsonWriter(),
    ];

    /// <summary>The names of all reports.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. new ReportWriters().All.Select(writer => writer.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The writers of one report.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public IReadOnlyList<IReportWriter> Named(string name) =>
        All.Where(writer => writer.Name == name).ToArray() is { Length: > 0 } writers
            ? writers
            : throw new ArgumentException($"There is no report named '{name}'.", nameof(name));
}
