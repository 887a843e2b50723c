namespace BatchLoadTest.Statistics;

/// <summary>A whole stretch of time in which the service answered nothing while requests waited.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Length">How long it was; time in which this program itself stood still is not in it.</param>
/// <param name="Waiting">The most requests that waited in it at one time.</param>
public sealed record SilenceStretch(DateTimeOffset From, TimeSpan Length, int Waiting)
{
    /// <summary>Its end.</summary>
    public DateTimeOffset To => From + Length;
}
