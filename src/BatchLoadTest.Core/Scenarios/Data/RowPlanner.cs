using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Says what each generated row is to be, which follows from the seed and the row's address.</summary>
/// <param name="shape">What rows are like.</param>
/// <param name="layout">The JSON around their text.</param>
/// <param name="seed">What everything follows from.</param>
internal sealed class RowPlanner(RowShape shape, RowLayout layout, ulong seed)
{
    // Each draws from a source of its own: rows keep their lengths when they are given a prefix, say.
    private const ulong OfWords = 0;
    private const ulong OfPrefixes = 1;
    private const ulong OfPrompts = 2;
    private const ulong OfOutputs = 3;

    /// <summary>What the rows of an upload have in common, for <see cref="Of"/>.</summary>
    /// <param name="user">The user.</param>
    /// <param name="upload">The upload among those of the user.</param>
    public ulong SeedOf(int user, long upload) =>
        SeededNumbers.Seed(SeededNumbers.Seed(seed, (ulong)user), (ulong)upload);

    /// <summary>One row.</summary>
    /// <param name="address">Which one.</param>
    /// <param name="uploadSeed">See <see cref="SeedOf"/>.</param>
    /// <param name="tagLength">Length of what its id has in addition.</param>
    public RowPlan Of(in RowAddress address, ulong uploadSeed, int tagLength)
    {
        var rowSeed = SeededNumbers.Seed(uploadSeed, (ulong)address.Row);
        var maxTokens = shape.OutputTokens is FixedTokens { Tokens: var always }
            ? always
            : Draw(shape.OutputTokens, rowSeed, OfOutputs);
        var around = layout.Around(tagLength, maxTokens);
        var ofAddress = PromptText.LengthOf(address);
        // A text has no blank behind its last word.
        var words = shape.PromptTokens is { } tokens
            ? Math.Max(Draw(tokens, rowSeed, OfPrompts), ofAddress)
            : Math.Max(0, shape.Bytes - around + 1) / PromptWords.Bytes;
        var bytes = shape.PromptTokens is null ? shape.Bytes : around + (words * PromptWords.Bytes) - 1;
        var (prefix, prefixWords) = shape.Prefixes is { } prefixes
            ? PrefixOf(prefixes, rowSeed, words, words - ofAddress - 1)
            : default;
        return new RowPlan(
            bytes,
            prefixWords == 0 ? words : words - prefixWords - 1,
            prefixWords,
            prefix,
            maxTokens,
            SeededNumbers.Seed(rowSeed, OfWords)
        );
    }

    // A row that is too short for a prefix and for what makes it different from all others has none.
    private static (int Prefix, int Words) PrefixOf(SharedPrefixes prefixes, ulong rowSeed, int words, int room)
    {
        var random = new SeededNumbers(SeededNumbers.Seed(rowSeed, OfPrefixes));
        if (random.NextShare() >= prefixes.Share || room <= 0)
        {
            return default;
        }

        return (random.NextBelow(prefixes.Count), Math.Min(prefixes.Tokens ?? words / 2, room));
    }

    private static int Draw(TokenNumbers numbers, ulong rowSeed, ulong which)
    {
        var random = new SeededNumbers(SeededNumbers.Seed(rowSeed, which));
        return numbers.Next(ref random);
    }
}
