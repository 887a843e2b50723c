namespace BatchLoadTest.Reporting.Csv;

/// <summary>Locust's four files.</summary>
public static class CsvReports
{
    /// <summary>What their names begin with where a person says nothing.</summary>
    public const string DefaultPrefix = "run";

    /// <summary>A writer for each of them.</summary>
    /// <param name="prefix">What their names begin with; may hold a path.</param>
    /// <param name="fullHistory">In the history, rows for each request name too.</param>
    public static IReadOnlyList<IReportWriter> All(string prefix = DefaultPrefix, bool fullHistory = false) =>
        [
            new StatsCsvWriter(prefix),
            new StatsHistoryCsvWriter(prefix, fullHistory),
            new FailuresCsvWriter(prefix),
            new ExceptionsCsvWriter(prefix),
        ];
}
