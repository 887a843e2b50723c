namespace BatchLoadTest.Statistics;

/// <summary>
/// Whether batches of the warm-up still run. Those are in no figure of the run; while they take the service's time, what it
/// does for the run alone is less than what it does.
/// </summary>
internal sealed class WarmUpBatches
{
    /// <summary>How many are in flight.</summary>
    public long InFlight { get; private set; }

    /// <summary>Adds a second; returns whether any of them ran in it.</summary>
    public bool Add(Interval interval)
    {
        var warmUp = interval.WarmUp;
        var ran = InFlight > 0 || warmUp.BatchesCreated > 0 || warmUp.BatchesEnded > 0;
        // Figures that begin in the middle of a run see ends without a beginning.
        InFlight = Math.Max(0, InFlight + warmUp.BatchesCreated - warmUp.BatchesEnded);
        return ran;
    }
}
