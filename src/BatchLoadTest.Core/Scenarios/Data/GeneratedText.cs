using System.Text;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// A block of words in several scripts from which generated rows take their text. The same seed gives the same block.
/// Holds nothing that JSON would have to escape.
/// </summary>
internal sealed class GeneratedText
{
    private const int BlockBytes = 256 * 1024;

    private static readonly string[] Words =
    [
        "summary",
        "of",
        "the",
        "quarterly",
        "report",
        "for",
        "every",
        "region",
        "and",
        "product",
        "please",
        "explain",
        "naïve",
        "café",
        "Zürich",
        "größer",
        "façade",
        "señor",
        "привет",
        "мир",
        "данные",
        "自然",
        "言語",
        "処理",
        "数据",
        "请求",
        "데이터",
        "요청",
        "δεδομένα",
        "कृपया",
        "العربية",
        "🚀",
        "🌍",
        "€",
        "½",
        "—",
        "customer",
        "feedback",
        "model",
    ];

    private readonly byte[] block;

    public GeneratedText(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        var bytes = 0;
        while (bytes < BlockBytes)
        {
            var word = Words[random.Next(Words.Length)];
            text.Append(word).Append(' ');
            bytes += Encoding.UTF8.GetByteCount(word) + 1;
        }

        block = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Fills the span with text that begins at a place chosen by <paramref name="choice"/>, whole characters only.</summary>
    public void Fill(Span<byte> target, uint choice)
    {
        var start = AtCharacter((int)(choice % (uint)block.Length));
        while (!target.IsEmpty)
        {
            var length = Math.Min(target.Length, block.Length - start);
            var whole = start + length == block.Length ? length : AtCharacter(start + length) - start;
            block.AsSpan(start, whole).CopyTo(target);
            if (whole < length || length == target.Length)
            {
                // A character that does not fit as a whole gives way to blanks.
                target[whole..].Fill((byte)' ');
                return;
            }

            target = target[whole..];
            start = 0;
        }
    }

    // Back to the first byte of the character that this byte belongs to.
    private int AtCharacter(int position)
    {
        while (position > 0 && (block[position] & 0xC0) == 0x80)
        {
            position--;
        }

        return position;
    }
}
