using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// What one upload changes in the rows of a file: behind each id the upload's tag, before each prompt words that no other row
/// has, another model, or several of these. In the order of the file.
/// </summary>
internal sealed class RowEdits
{
    /// <summary>Words before each prompt: always as many, so that the length of an upload is known.</summary>
    public const int Words = PromptText.LongestAddress;

    private const int WordBytes = Words * PromptWords.Bytes;

    private readonly IReadOnlyList<(long Start, int Length)> ids;
    private readonly IReadOnlyList<long> prompts;
    private readonly ModelEdits? models;
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
    /// <param name="models">The model of all rows; null where they keep their own.</param>
    /// <param name="user">The virtual user.</param>
    /// <param name="number">The upload among those of its user.</param>
    public RowEdits(
        IReadOnlyList<(long Start, int Length)> ids,
        byte[] tag,
        IReadOnlyList<long> prompts,
        Variation? variation,
        ModelEdits? models,
        int user,
        long number
    )
    {
        (this.ids, this.tag, this.prompts, this.models) = (ids, tag, prompts, models);
        (this.user, this.number) = (user, number);
        text = variation?.Text;
        seed = variation?.SeedOf(user, number) ?? 0;
    }

    /// <summary>How many there are.</summary>
    public int Count => ids.Count * OfARow;

    /// <summary>By how much all of them make the file longer; below zero where it gets shorter.</summary>
    public long Bytes => ((long)ids.Count * (tag.Length + (text is null ? 0 : WordBytes))) + (models?.Bytes ?? 0);

    private int OfARow => (tag.Length > 0 ? 1 : 0) + (text is null ? 0 : 1) + (models is null ? 0 : 1);

    /// <summary>Where in the file one belongs: before the byte at this place.</summary>
    public long PlaceOf(int edit) => Of(edit).Place;

    /// <summary>Bytes of the file, from <see cref="PlaceOf"/>, that it replaces.</summary>
    public int RemovedBy(int edit)
    {
        var (_, kind) = Of(edit);
        return kind == Kind.Model ? models!.RemovedBy(edit / OfARow) : 0;
    }

    /// <summary>Length of what one writes, in bytes.</summary>
    public int LengthOf(int edit) =>
        Of(edit).Kind switch
        {
            Kind.Tag => tag.Length,
            Kind.Words => WordBytes,
            _ => models!.New(edit / OfARow).Length,
        };

    /// <summary>Writes one; returns its length. Words need <see cref="PromptText.Slack"/> behind it.</summary>
    public int Write(int edit, Span<byte> target)
    {
        var row = edit / OfARow;
        switch (Of(edit).Kind)
        {
            case Kind.Tag:
                tag.CopyTo(target);
                return tag.Length;
            case Kind.Words:
                var address = new RowAddress(row, number, user);
                return text!.WriteOwn(target, Words, address, SeededNumbers.Seed(seed, (ulong)row));
            default:
                var model = models!.New(row);
                model.CopyTo(target);
                return model.Length;
        }
    }

    // A row's members may come in any order.
    private (long Place, Kind Kind) Of(int edit)
    {
        var row = edit / OfARow;
        Span<(long Place, Kind Kind)> all = stackalloc (long, Kind)[3];
        var count = 0;
        if (tag.Length > 0)
        {
            all[count++] = (ids[row].Start + ids[row].Length, Kind.Tag);
        }

        if (text is not null)
        {
            all[count++] = (prompts[row], Kind.Words);
        }

        if (models is not null)
        {
            all[count++] = (models.PlaceOf(row), Kind.Model);
        }

        if (count > 1)
        {
            all[..count].Sort();
        }

        return all[edit % OfARow];
    }

    private enum Kind
    {
        Tag,
        Words,
        Model,
    }
}
