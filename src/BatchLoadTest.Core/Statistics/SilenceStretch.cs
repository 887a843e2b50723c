namespace BatchLoadTest.Statistics;

/// <summary>A whole stretch of time in which the service answered nothing while requests waited.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Length">
/// How long something waited in it; moments in which nothing did, and time in which this program itself stood still, are
/// not in it.
/// </param>
/// <param name="Waiting">The most requests that waited in it at one time.</param>
public sealed record SilenceStretch(DateTimeOffset From, DateTimeOffset To, TimeSpan Length, int Waiting);
