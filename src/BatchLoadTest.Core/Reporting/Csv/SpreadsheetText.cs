using System.Text;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// Text from outside as a cell. A spreadsheet runs a cell that begins like a formula, so a server's error text could
/// run commands on the machine of whoever opens the file.
/// </summary>
/// <remarks>
/// An apostrophe is put before <c>= + - @</c> (and their full-width forms, which some spreadsheets take as well) where
/// a cell may begin with them: at the start of the text, and after a semicolon, because where the comma is the decimal
/// sign spreadsheets cut at semicolons and heed no quotes there. Every line break and tab becomes a space, so that a row
/// is a line and no cell begins in the middle of one; every other control character and lone surrogate becomes U+FFFD.
/// All else stays as it is: a text without any of these is not touched.
/// </remarks>
internal static class SpreadsheetText
{
    private const string FormulaStarts = "=+-@＝＋－＠";

    /// <summary>The text as a cell.</summary>
    public static string Of(string text)
    {
        var cell = new StringBuilder(text.Length + 1);
        var mayBegin = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (mayBegin && rune.IsBmp && FormulaStarts.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                cell.Append('\'');
            }

            var shown = Shown(rune);
            cell.Append(shown);
            // Spaces before it do not keep a formula from being one.
            mayBegin = shown.Value == ';' || (mayBegin && Rune.IsWhiteSpace(shown));
        }

        return cell.ToString();
    }

    private static Rune Shown(Rune rune) =>
        rune.Value is '\n' or '\r' or '\t' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' ? new Rune(' ')
        : Rune.IsControl(rune) ? Rune.ReplacementChar
        : rune;
}
