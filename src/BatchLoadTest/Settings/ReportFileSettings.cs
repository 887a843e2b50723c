using BatchLoadTest.Reporting;

namespace BatchLoadTest.Settings;

/// <summary>What a person wants of the report files.</summary>
public sealed record ReportFileSettings
{
    /// <summary>Reports beside those that are written into the results folder anyway.</summary>
    public IReadOnlyList<ReportRequest> Requests { get; init; } = [];

    /// <summary>In the CSV history, a row a second for each request name too.</summary>
    public bool CsvFullHistory { get; init; }

    /// <summary>Print Locust's JSON to standard output, and nothing else there.</summary>
    public bool Json { get; init; }
}
