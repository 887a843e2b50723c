namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>Beginnings that prompts have in common, as those of one application have: what a service may keep in its cache.</summary>
/// <param name="Share">Share of the rows that begin with one of them, 0 to 1.</param>
/// <param name="Count">How many there are; each row has one of them by chance.</param>
/// <param name="Tokens">
/// Tokens of each, or as many of them as leave room for what is the row's own; null for half of the row's prompt.
/// </param>
public sealed record SharedPrefixes(double Share, int Count, int? Tokens)
{
    /// <summary>How many there are where nobody says.</summary>
    public const int DefaultCount = 5;

    /// <summary>The most that there may be.</summary>
    public const int MostCount = 1_000_000;
}
