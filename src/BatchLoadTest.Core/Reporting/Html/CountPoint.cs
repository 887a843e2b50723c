namespace BatchLoadTest.Reporting.Html;

/// <summary>How often something happened within a stretch of time.</summary>
/// <param name="Count">Zero or more.</param>
internal readonly record struct CountPoint(long Count) : IJoinable<CountPoint>
{
    public CountPoint JoinedWith(CountPoint other) => new(Count + other.Count);
}
