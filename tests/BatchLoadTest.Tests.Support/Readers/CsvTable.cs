using System.Globalization;
using System.Text;
using BatchLoadTest.Reporting;
using CsvHelper;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>A CSV file read back by a CSV reader.</summary>
internal sealed class CsvTable
{
    private CsvTable(string text)
    {
        Text = text;
        using var reader = CsvReader.FromText(text, CsvReaderOptions.Default with { Separator = ',' });
        reader.ReadHeader();
        Columns = [.. reader.Headers.ToArray()];
        while (reader.Read())
        {
            Rows.Add([.. Columns.Select((_, column) => reader[column].ToString())]);
        }
    }

    /// <summary>The file as it is.</summary>
    public string Text { get; }

    /// <summary>Its column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Its rows, a field for each column.</summary>
    public List<IReadOnlyList<string>> Rows { get; } = [];

    /// <summary>What the writer makes of the run.</summary>
    public static async Task<CsvTable> OfAsync(IReportWriter writer, RunReport report)
    {
        using var stream = new MemoryStream();
        await writer.WriteAsync(report, stream, CancellationToken.None);
        // Invalid bytes must not pass unseen.
        return Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray()));
    }

    /// <summary>Reads a file's text.</summary>
    public static CsvTable Read(string text) => new(text);

    /// <summary>One field.</summary>
    public string this[int row, string column] => Rows[row][Index(column)];

    /// <summary>One field as a number.</summary>
    public double Number(int row, string column) => double.Parse(this[row, column], CultureInfo.InvariantCulture);

    /// <summary>A column from top to bottom.</summary>
    public IReadOnlyList<string> Column(string column) => [.. Rows.Select(row => row[Index(column)])];

    private int Index(string column)
    {
        var index = Columns.ToList().IndexOf(column);
        Assert.True(index >= 0, $"no column '{column}' in {string.Join(',', Columns)}");
        return index;
    }
}
