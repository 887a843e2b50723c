using CsvHelper;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>What all CSV files of a run have in common: RFC 4180 with CRLF, quotes where needed, UTF-8 without mark.</summary>
public static class CsvFile
{
    /// <summary>The name of the report that Locust's four files are together.</summary>
    public const string ReportName = "csv";

    /// <summary>What their names begin with in the results folder.</summary>
    internal const string DefaultPrefix = "run";

    /// <summary>Begins a file with its column names.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="columns">The column names.</param>
    internal static CsvWriter Begin(Stream output, ReadOnlySpan<string> columns)
    {
        // Guarding against formulas is SpreadsheetText's: this library's own guard looks at the first character only.
        var csv = CsvWriter.Create(output, CsvWriterOptions.Default, leaveOpen: true);
        csv.WriteRecord(columns);
        return csv;
    }
}
