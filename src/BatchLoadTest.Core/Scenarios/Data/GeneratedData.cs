using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// Rows that are made while they are sent: any number, each with a prompt of its own, the same for the same seed, user and
/// upload. Nothing is held in memory but the words.
/// </summary>
public sealed class GeneratedData : IRequestData
{
    /// <summary>Shortest row in bytes, its line end included, that has room for what a row must have.</summary>
    public const int ShortestRow = 256;

    /// <summary>Longest row in bytes.</summary>
    public const int LongestRow = 10_000_000;

    private readonly RowPlanner planner;
    private readonly RowLayout layout;
    private readonly PromptText text;
    private readonly NumberedIds ids;
    private readonly UploadTags? tags;
    private readonly RowShape shape;
    private readonly ulong prefixSeed;

    /// <summary>Data of <paramref name="rows"/> rows.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="shape">
    /// What they are like; of bytes at least <see cref="ShortestRow"/>, and <see cref="LeastBytes"/> for their model's name.
    /// </param>
    /// <param name="seed">Same seed, same bytes.</param>
    /// <param name="distinctPart">The run's part of distinct ids; null gives every upload the same ids.</param>
    public GeneratedData(int rows, RowShape shape, int seed, string? distinctPart)
    {
        (Rows, this.shape, Seed) = (rows, shape, seed);
        // Uploads of another size, as those of another class, are other ones.
        var all = SeededNumbers.Seed(unchecked((uint)seed), (ulong)rows);
        prefixSeed = SeededNumbers.Seed(all, ulong.MaxValue);
        layout = new RowLayout(shape.Model, shape.Endpoint);
        planner = new RowPlanner(shape, layout, all);
        // Addresses are those of the whole run, of which each class has some: the same words for all.
        text = new PromptText(unchecked((uint)seed));
        ids = new NumberedIds(rows);
        tags = distinctPart is null ? null : new UploadTags(distinctPart);
        Bytes = new GeneratedUpload(this, 1, 1, tags is null ? [] : new byte[tags.Length]).Length;
    }

    /// <inheritdoc/>
    public string Description =>
        shape.PromptTokens is null ? $"generated, {shape.Bytes} bytes a row, seed {Seed}" : $"generated, seed {Seed}";

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <inheritdoc/>
    public string Endpoint => shape.Endpoint;

    private int Seed { get; }

    /// <summary>Bytes that a row with a name and an endpoint has at the least.</summary>
    public static int LeastBytes(string model, string endpoint, bool hasDistinctIds) =>
        new RowLayout(model, endpoint).Around(hasDistinctIds ? UploadTags.LengthFor(6) : 0, TokenNumbers.Most);

    /// <summary>Whether rows for an endpoint say how many tokens their answer may have.</summary>
    public static bool AsksForTokens(string endpoint) => RowLayout.AsksForTokens(endpoint);

    /// <inheritdoc/>
    public Upload NextUpload(int user, long number)
    {
        var tag = tags?.Next() ?? [];
        return new Upload(new GeneratedUpload(this, user, number, tag), tags is null ? ids : new TaggedIds(ids, tag));
    }

    /// <inheritdoc/>
    public IRowIds IdsOf(string? suffix) => TaggedIds.Of(ids, suffix);

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>What one row is to be.</summary>
    internal RowPlan PlanOf(in RowAddress address, ulong uploadSeed, int tagLength) =>
        planner.Of(address, uploadSeed, tagLength);

    /// <summary>What the rows of an upload have in common.</summary>
    internal ulong SeedOf(int user, long upload) => planner.SeedOf(user, upload);

    /// <summary>Writes a row into a span of exactly its length.</summary>
    internal void WriteRow(in RowPlan plan, in RowAddress address, ReadOnlySpan<byte> tag, Span<byte> target)
    {
        var start = layout.WriteBefore(target, address.Row, tag, plan.MaxTokens);
        var end = target.Length - layout.Tail.Length;
        var position = start;
        if (plan.PrefixWords > 0)
        {
            position += text.WriteDrawn(
                target[position..],
                plan.PrefixWords,
                SeededNumbers.Seed(prefixSeed, (ulong)plan.Prefix)
            );
            position += PromptText.WriteSeparator(target[position..]);
        }

        position += text.WriteOwn(target[position..], plan.OwnWords, address, plan.Words);
        // What is no whole word more.
        if (position < end)
        {
            target[position..end].Fill((byte)' ');
        }

        layout.Tail.CopyTo(target[end..]);
    }
}
