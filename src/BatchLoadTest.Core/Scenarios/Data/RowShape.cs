using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>What generated rows are like.</summary>
public sealed record RowShape
{
    /// <summary>Bytes of each row, line end included; of no meaning with <see cref="PromptTokens"/>.</summary>
    public int Bytes { get; init; } = 1000;

    /// <summary>Tokens of each row's prompt, which then makes its length; null where <see cref="Bytes"/> does.</summary>
    public TokenNumbers? PromptTokens { get; init; }

    /// <summary>What each row asks for at most, as its <c>max_tokens</c>; a row of embeddings has none.</summary>
    public TokenNumbers OutputTokens { get; init; } = new FixedTokens(16);

    /// <summary>Beginnings that prompts have in common; null for none.</summary>
    public SharedPrefixes? Prefixes { get; init; }

    /// <summary>Model that each row names.</summary>
    public required string Model { get; init; }

    /// <summary>Endpoint that each row names.</summary>
    public required string Endpoint { get; init; }
}
