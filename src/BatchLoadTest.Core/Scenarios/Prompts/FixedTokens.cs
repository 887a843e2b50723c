namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>The same for every row.</summary>
/// <param name="Tokens">How many.</param>
public sealed record FixedTokens(int Tokens) : TokenNumbers
{
    internal override int Next(ref SeededNumbers random) => Tokens;
}
