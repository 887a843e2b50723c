namespace BatchLoadTest.Statistics;

/// <summary>How many batches ended in the order in which they were due.</summary>
/// <param name="Judged">Batches that completed or expired and whose stamps the service gave.</param>
/// <param name="Overtaken">
/// Those of them that ended after one that was due later and ended while they were there.
/// </param>
public readonly record struct DeadlineCounts(long Judged, long Overtaken)
{
    /// <summary>Share that was not overtaken, 0 to 1; null where none was judged.</summary>
    public double? InOrderShare => Judged == 0 ? null : (double)(Judged - Overtaken) / Judged;

    /// <summary>What has come since.</summary>
    public DeadlineCounts Minus(DeadlineCounts before) => new(Judged - before.Judged, Overtaken - before.Overtaken);

    /// <summary>Both together.</summary>
    public DeadlineCounts Plus(DeadlineCounts other) => new(Judged + other.Judged, Overtaken + other.Overtaken);
}
