using System.Buffers;

namespace BatchLoadTest.Statistics;

/// <summary>
/// The different words of one kind of failure at one step. Words that differ in ids and numbers only are the same. One
/// writer.
/// </summary>
public sealed class FailureTexts
{
    // Longer words differ in their beginnings or not at all.
    private const int MaxKey = 512;

    private static readonly SearchValues<char> HexLetters = SearchValues.Create("abcdefABCDEF");

    private readonly List<FailureText> all = [];
    private readonly Dictionary<string, FailureText> byKey = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which they were first met.</summary>
    public IReadOnlyList<FailureText> All => all;

    /// <summary>Counts failures with such words; looks them up without making any text.</summary>
    /// <param name="words">The words; empty for none.</param>
    /// <param name="times">How many.</param>
    /// <param name="first">When the first one ended.</param>
    /// <param name="last">When the last one ended.</param>
    /// <param name="room">How many texts more may be kept; lowered by one that is new. At zero, new ones are not counted.</param>
    public void Add(string words, long times, TimeSpan first, TimeSpan last, ref int room)
    {
        Span<char> folded = stackalloc char[MaxKey];
        var key = Fold(words, folded);
        var lookup = byKey.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(key, out var text))
        {
            if (room <= 0)
            {
                return;
            }

            room--;
            text = new FailureText(words, first);
            all.Add(text);
            byKey.Add(key.ToString(), text);
        }

        text.Add(times, first, last);
    }

    /// <summary>What is the same of words that differ in ids and numbers only.</summary>
    public static string Key(string words)
    {
        Span<char> folded = stackalloc char[MaxKey];
        return Fold(words, folded).ToString();
    }

    // Every run of letters and digits in which there is a digit is an id or a number, and so is one of eight and more that
    // are all hexadecimal. What is joined by hyphens (UUIDs), dots and the like folds into one sign.
    private static ReadOnlySpan<char> Fold(ReadOnlySpan<char> words, Span<char> folded)
    {
        var length = 0;
        while (!words.IsEmpty && length < folded.Length)
        {
            var end = 0;
            while (end < words.Length && char.IsLetterOrDigit(words[end]))
            {
                end++;
            }

            if (end == 0)
            {
                folded[length++] = words[0];
                words = words[1..];
                continue;
            }

            var word = words[..Math.Min(end, folded.Length - length)];
            if (!IsId(words[..end]))
            {
                word.CopyTo(folded[length..]);
                length += word.Length;
            }
            else if (length >= 2 && folded[length - 2] == '#' && folded[length - 1] is '-' or '.' or ':' or ',' or '/')
            {
                length--;
            }
            else
            {
                folded[length++] = '#';
            }

            words = words[end..];
        }

        return folded[..length];
    }

    private static bool IsId(ReadOnlySpan<char> word)
    {
        const int ShortestHex = 8;
        return word.ContainsAnyInRange('0', '9') || (word.Length >= ShortestHex && !word.ContainsAnyExcept(HexLetters));
    }
}
