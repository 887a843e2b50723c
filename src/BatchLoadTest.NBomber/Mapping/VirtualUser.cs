namespace BatchLoadTest.NBomber.Mapping;

/// <summary>A virtual user of ours, lent to one of NBomber's scenario copies for an iteration and its think time.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Random">Its own source of choices.</param>
internal sealed record VirtualUser(int Number, Random Random);
