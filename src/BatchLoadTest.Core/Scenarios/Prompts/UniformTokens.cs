namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>Every number of a range equally often.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Largest">The largest, not below <paramref name="Least"/>.</param>
public sealed record UniformTokens(int Least, int Largest) : TokenNumbers
{
    internal override int Next(ref SeededNumbers random) => Least + random.NextBelow(Largest - Least + 1);
}
