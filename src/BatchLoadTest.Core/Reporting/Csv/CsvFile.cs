using CsvHelper;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>What all CSV files of a run have in common: RFC 4180 with CRLF, quotes where needed, UTF-8 without mark.</summary>
internal static class CsvFile
{
    /// <summary>Begins a file with its column names.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="columns">The column names.</param>
    public static CsvWriter Begin(Stream output, ReadOnlySpan<string> columns)
    {
        // Guarding against formulas is SpreadsheetText's: this library's own guard looks at the first character only.
        var csv = CsvWriter.Create(output, CsvWriterOptions.Default, leaveOpen: true);
        csv.WriteRecord(columns);
        return csv;
    }
}
