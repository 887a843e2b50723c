namespace BatchLoadTest.Load.BuiltIn;

/// <summary>A virtual user that runs one iteration after the other, whenever it is needed.</summary>
/// <param name="Number">From 1; no two have the same.</param>
/// <param name="Random">Its own source of choices.</param>
internal sealed record PooledUser(int Number, Random Random);
