using System.Text;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Hides what follows the question mark of addresses in other people's words: signed ones let anybody in who reads them.
/// </summary>
internal static class UrlQueries
{
    /// <summary>The text with <paramref name="mask"/> in the place of each query string.</summary>
    public static string Hide(string text, string mask)
    {
        if (!text.Contains('?', StringComparison.Ordinal))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        var done = 0;
        for (var mark = text.IndexOf('?', done); mark >= 0; mark = text.IndexOf('?', done))
        {
            var begin = mark;
            while (begin > done && IsOfAddress(text[begin - 1]))
            {
                begin--;
            }

            var end = mark + 1;
            var isAddress = IsAddress(text.AsSpan(begin, mark - begin));
            while (isAddress && end < text.Length && IsOfAddress(text[end]))
            {
                end++;
            }

            shown.Append(text, done, mark + 1 - done).Append(end > mark + 1 ? mask : "");
            done = end;
        }

        return shown.Append(text, done, text.Length - done).ToString();
    }

    // Slashes are escaped in some JSON.
    private static bool IsAddress(ReadOnlySpan<char> text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains(":\\/\\/", StringComparison.Ordinal);

    private static bool IsOfAddress(char letter) =>
        !char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter is not ('"' or '\'' or '<' or '>' or '`');
}
