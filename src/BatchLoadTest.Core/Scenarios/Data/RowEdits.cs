using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// What one upload adds to the rows of a file: behind each id the upload's tag, before each prompt words that no other row
/// has, or both. In the order of the file.
/// </summary>
internal sealed class RowEdits
{
    /// <summary>Words before each prompt: always as many, so that the length of an upload is known.</summary>
    public const int Words = PromptText.LongestAddress;

    private const int WordBytes = Words * PromptWords.Bytes;

    private readonly IReadOnlyList<(long Start, int Length)> ids;
    private readonly IReadOnlyList<long> prompts;
    private readonly byte[] tag;
    private readonly PromptText? text;
    private readonly int user;
    private readonly long number;
    private readonly ulong seed;

    /// <summary>The edits of one upload.</summary>
    /// <param name="ids">Where in the file the id of each row is.</param>
    /// <param name="tag">What is added to ids; empty for nothing.</param>
    /// <param name="prompts">Where in the file the prompt of each row begins.</param>
    /// <param name="variation">Makes prompts different; null where they are to stay.</param>
    /// <param name="user">The virtual user.</param>
    /// <param name="number">The upload among those of its user.</param>
    public RowEdits(
        IReadOnlyList<(long Start, int Length)> ids,
        byte[] tag,
        IReadOnlyList<long> prompts,
        Variation? variation,
        int user,
        long number
    )
    {
        (this.ids, this.tag, this.prompts, this.user, this.number) = (ids, tag, prompts, user, number);
        text = variation?.Text;
        seed = variation?.SeedOf(user, number) ?? 0;
    }

    /// <summary>How many there are.</summary>
    public int Count => ids.Count * OfARow;

    /// <summary>Bytes of all of them.</summary>
    public long Bytes => (long)ids.Count * (tag.Length + (text is null ? 0 : WordBytes));

    private int OfARow => (tag.Length > 0 ? 1 : 0) + (text is null ? 0 : 1);

    /// <summary>Where in the file one belongs: before the byte at this place.</summary>
    public long PlaceOf(int edit)
    {
        var row = edit / OfARow;
        return IsTag(edit) ? EndOfId(row) : prompts[row];
    }

    /// <summary>Length of one in bytes.</summary>
    public int LengthOf(int edit) => IsTag(edit) ? tag.Length : WordBytes;

    /// <summary>Writes one; returns its length. Words need <see cref="PromptText.Slack"/> behind it.</summary>
    public int Write(int edit, Span<byte> target)
    {
        if (IsTag(edit))
        {
            tag.CopyTo(target);
            return tag.Length;
        }

        var row = edit / OfARow;
        return text!.WriteOwn(target, Words, new RowAddress(row, number, user), SeededNumbers.Seed(seed, (ulong)row));
    }

    // A row's members may come in any order.
    private bool IsTag(int edit) =>
        text is null || (tag.Length > 0 && EndOfId(edit / OfARow) < prompts[edit / OfARow] == (edit % OfARow == 0));

    private long EndOfId(int row) => ids[row].Start + ids[row].Length;
}
