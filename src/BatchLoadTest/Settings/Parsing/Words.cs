using System.Text;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Puts texts into sentences.</summary>
public static class Words
{
    private const int LongestQuote = 80;

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string Either(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";

    /// <summary>The text in quotes, on one line and short; control characters would reach the terminal.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var letter in text.Take(LongestQuote))
        {
            quoted.Append(char.IsControl(letter) ? $"\\u{(int)letter:x4}" : letter);
        }

        return quoted.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }
}
