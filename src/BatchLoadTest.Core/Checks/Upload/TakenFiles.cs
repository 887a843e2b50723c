using System.Text;

namespace BatchLoadTest.Checks.Upload;

/// <summary>Files as programs write them, which are right.</summary>
internal static class TakenFiles
{
    private const string Lines = "JSON Lines 3";

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ICheck> Checks() =>
        [
            Of(
                "blank_line",
                "a blank line is taken",
                CheckWorth.Differs,
                "control layer",
                row => row.Line + "\n\n" + row.As("check-2") + "\n"
            ),
            Of(
                "crlf",
                "lines that end in CR LF are taken",
                CheckWorth.Should,
                Lines,
                row => row.Line + "\r\n" + row.As("check-2") + "\r\n"
            ),
            Of("no_line_end", "a last line without an end is taken", CheckWorth.Should, Lines, row => row.Line),
            Of(
                "non_ascii_id",
                "a custom_id with letters outside ASCII is taken",
                CheckWorth.Should,
                "RFC 8259 8.1",
                row => row.As("check-münchen-東京") + "\n"
            ),
            Of(
                "stream",
                "a row with \"stream\":true is taken",
                CheckWorth.Differs,
                "control layer",
                row => row.With(each => each["body"]!["stream"] = true) + "\n"
            ),
        ];

    private static TakenFormCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        string source,
        Func<SampleRow, string> text
    ) =>
        new(
            name,
            requirement,
            worth,
            source,
            (purpose, file, row) =>
                new UploadForm().Field("purpose", purpose).File(file, Encoding.UTF8.GetBytes(text(row))).End()
        );
}
