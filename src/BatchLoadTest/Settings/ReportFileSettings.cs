namespace BatchLoadTest.Settings;

/// <summary>Report files that a person wants beside those in the results folder.</summary>
public sealed record ReportFileSettings
{
    /// <summary>What the paths of further CSV files begin with, in full; null for none.</summary>
    public string? CsvPrefix { get; init; }

    /// <summary>In the CSV history, a row a second for each request name too.</summary>
    public bool CsvFullHistory { get; init; }

    /// <summary>Full path of a further HTML report; null for none.</summary>
    public string? HtmlFile { get; init; }

    /// <summary>Full path of a further JUnit report; null for none.</summary>
    public string? JUnitFile { get; init; }

    /// <summary>Print Locust's JSON to standard output, and nothing else there.</summary>
    public bool Json { get; init; }
}
