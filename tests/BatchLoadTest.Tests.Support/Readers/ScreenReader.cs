using System.Text;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>
/// Plays back what was written to a terminal of endless height: the few escape codes that the live view may use, and no
/// others. A line that is too wide fails, since a terminal would wrap it and every redraw would then tear.
/// </summary>
public static partial class ScreenReader
{
    /// <summary>The screen's text after <paramref name="output"/> was written to it.</summary>
    public static string Read(string output, int width)
    {
        List<StringBuilder> rows = [new()];
        var (row, column) = (0, 0);
        foreach (var token in Tokens().EnumerateMatches(output))
        {
            var text = output.Substring(token.Index, token.Length);
            switch (text[0])
            {
                case '\n':
                    (row, column) = (row + 1, 0);
                    if (row == rows.Count)
                    {
                        rows.Add(new StringBuilder());
                    }

                    break;
                case '\r':
                    column = 0;
                    break;
                case '\e' when text[^1] == 'A':
                    row = Math.Max(0, row - int.Parse(text[2..^1]));
                    break;
                case '\e' when text == "\e[K":
                    rows[row].Length = Math.Min(rows[row].Length, column);
                    break;
                case '\e' when text == "\e[J":
                    rows[row].Length = Math.Min(rows[row].Length, column);
                    rows.RemoveRange(row + 1, rows.Count - row - 1);
                    break;
                case '\e':
                    Assert.True(text[^1] == 'm' || text is "\e[?25l" or "\e[?25h", $"unexpected {text[1..]}");
                    break;
                default:
                    Assert.True(column < width, $"row {row} is wider than {width} columns: {rows[row]}");
                    rows[row].Append(' ', Math.Max(0, column - rows[row].Length));
                    Put(rows[row], column++, text[0]);
                    break;
            }
        }

        return string.Join('\n', rows.Select(line => line.ToString().TrimEnd()));
    }

    private static void Put(StringBuilder row, int column, char character)
    {
        if (column < row.Length)
        {
            row[column] = character;
        }
        else
        {
            row.Append(character);
        }
    }

    [GeneratedRegex(@"\e\[[?0-9;]*[A-Za-z]|.|\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();
}
