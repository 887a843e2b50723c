using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>
/// Writes texts of which no two rows of a run have the same: each begins with its <see cref="RowAddress"/>, spelt in words,
/// and goes on with words drawn for it. Safe for several threads.
/// </summary>
internal sealed class PromptText
{
    /// <summary>
    /// The most words that an address takes: a row and a user below 2^31 four each, an upload below 2^40 five.
    /// </summary>
    public const int LongestAddress = 13;

    /// <summary>Bytes that a target needs behind the last word: words are written eight bytes at once.</summary>
    public const int Slack = sizeof(ulong) - PromptWords.Bytes;

    // Numbers are spelt in digits to this base. Half of the words are digits that others follow, the other half are last
    // ones: so no number's words are the beginning of another's, and two addresses differ in their words.
    private const int Base = PromptWords.Count / 2;

    private const int BitsOfAWord = 9;
    private const int WordsOfANumber = 64 / BitsOfAWord;

    private static readonly ulong Separator = Packed(PromptWords.Separator);

    // In an order of the seed's, so that texts of other seeds have other addresses too.
    private readonly ulong[] words;

    /// <summary>Texts of a run.</summary>
    /// <param name="seed">The run's: the same seed, the same texts.</param>
    public PromptText(ulong seed)
    {
        words = [.. PromptWords.All.Select(Packed)];
        var random = new SeededNumbers(seed);
        for (var last = words.Length - 1; last > 0; last--)
        {
            var other = random.NextBelow(last + 1);
            (words[last], words[other]) = (words[other], words[last]);
        }
    }

    /// <summary>How many words an address takes.</summary>
    public static int LengthOf(in RowAddress address) =>
        LengthOf((uint)address.Row) + LengthOf((ulong)address.Upload) + LengthOf((uint)address.User);

    /// <summary>
    /// Writes words with a blank behind each: those of the address, cut off where there are fewer, and drawn ones.
    /// </summary>
    /// <param name="target">Where to, with <see cref="Slack"/>.</param>
    /// <param name="count">How many words.</param>
    /// <param name="address">The row.</param>
    /// <param name="seed">What the drawn ones follow from.</param>
    /// <returns>How many bytes.</returns>
    public int WriteOwn(Span<byte> target, int count, in RowAddress address, ulong seed)
    {
        var position = 0;
        var end = count * PromptWords.Bytes;
        Spell(target, ref position, end, (uint)address.Row, 0);
        Spell(target, ref position, end, (ulong)address.Upload, Base / 3);
        Spell(target, ref position, end, (uint)address.User, Base * 2 / 3);
        return position + WriteDrawn(target[position..], count - (position / PromptWords.Bytes), seed);
    }

    /// <summary>Writes drawn words: fewer of the same seed are the beginning of more.</summary>
    /// <param name="target">Where to, with <see cref="Slack"/>.</param>
    /// <param name="count">How many words.</param>
    /// <param name="seed">What they follow from.</param>
    /// <returns>How many bytes.</returns>
    public int WriteDrawn(Span<byte> target, int count, ulong seed)
    {
        var random = new SeededNumbers(seed);
        // Looked at once and not for each word, which is most of what a row costs.
        target = target[..((count * PromptWords.Bytes) + Slack)];
        ref var next = ref MemoryMarshal.GetReference(target);
        ref var first = ref MemoryMarshal.GetArrayDataReference(words);
        for (var left = count; left > 0; left -= WordsOfANumber)
        {
            var bits = random.Next();
            for (var word = Math.Min(left, WordsOfANumber); word > 0; word--)
            {
                Unsafe.WriteUnaligned(ref next, Unsafe.Add(ref first, (nuint)(bits % PromptWords.Count)));
                next = ref Unsafe.Add(ref next, PromptWords.Bytes);
                bits >>= BitsOfAWord;
            }
        }

        return count * PromptWords.Bytes;
    }

    /// <summary>Writes what stands between a common prefix and what is a row's own.</summary>
    /// <param name="target">Where to, with <see cref="Slack"/>.</param>
    /// <returns>How many bytes.</returns>
    public static int WriteSeparator(Span<byte> target)
    {
        MemoryMarshal.Write(target, Separator);
        return PromptWords.Bytes;
    }

    // Each of the three numbers has another word for a digit: no text is to begin with one word three times.
    private void Spell(Span<byte> target, ref int position, int end, ulong number, ulong shift)
    {
        for (; number >= Base && position < end; number /= Base)
        {
            Write(target, ref position, words[(number + shift) % Base]);
        }

        if (position < end)
        {
            Write(target, ref position, words[Base + ((number + shift) % Base)]);
        }
    }

    private static int LengthOf(ulong number)
    {
        var length = 1;
        for (; number >= Base; number /= Base)
        {
            length++;
        }

        return length;
    }

    private static void Write(Span<byte> target, ref int position, ulong word)
    {
        MemoryMarshal.Write(target[position..], word);
        position += PromptWords.Bytes;
    }

    private static ulong Packed(string word)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Fill((byte)' ');
        Encoding.UTF8.GetBytes(word, bytes);
        return MemoryMarshal.Read<ulong>(bytes);
    }
}
