using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>Which part of two runs is compared: the same of both.</summary>
internal sealed record ComparedParts
{
    /// <summary>Of the base run, for requests and for everything per second.</summary>
    public required RunWindow BaseSeconds { get; init; }

    /// <summary>Of the new run, for requests and for everything per second.</summary>
    public required RunWindow NewSeconds { get; init; }

    /// <summary>Whether these are only the seconds in which all users ran.</summary>
    public required bool SecondsAreSteady { get; init; }

    /// <summary>Of the base run, for what is counted by the batch.</summary>
    public required RunWindow BaseBatches { get; init; }

    /// <summary>Of the new run, for what is counted by the batch.</summary>
    public required RunWindow NewBatches { get; init; }

    /// <summary>Whether these are only batches that ended while all users ran.</summary>
    public required bool BatchesAreSteady { get; init; }

    /// <summary>Requests per second of the run that had more of them.</summary>
    public double RequestRate => Math.Max(Rate(BaseSeconds, Requests), Rate(NewSeconds, Requests));

    /// <summary>Ended batches per second of the run that had more of them.</summary>
    public double BatchRate => Math.Max(Rate(BaseSeconds, Ended), Rate(NewSeconds, Ended));

    /// <summary>
    /// Takes the steady part wherever both runs have enough of it: a block needs a second at least, and a batch's 95th
    /// percentile <see cref="BlockSize.ForP95"/> batches in each block.
    /// </summary>
    public static ComparedParts Of(RecordedRun baseline, RecordedRun newer)
    {
        var one = WindowScan.Of(baseline);
        var other = WindowScan.Of(newer);
        var steadySeconds = Math.Min(one.Steady.Seconds, other.Steady.Seconds) >= Estimate.FewestBlocks;
        var steadyBatches =
            Math.Min(one.Steady.Counts.Ended, other.Steady.Counts.Ended) >= Estimate.FewestBlocks * BlockSize.ForP95;
        return new ComparedParts
        {
            BaseSeconds = steadySeconds ? one.Steady : one.Load,
            NewSeconds = steadySeconds ? other.Steady : other.Load,
            SecondsAreSteady = steadySeconds,
            BaseBatches = steadyBatches ? one.Steady : one.Everything,
            NewBatches = steadyBatches ? other.Steady : other.Everything,
            BatchesAreSteady = steadyBatches,
        };
    }

    private static long Requests(SampleCounts counts) => counts.Total;

    private static long Ended(SampleCounts counts) => counts.Ended;

    private static double Rate(RunWindow window, Func<SampleCounts, long> count) =>
        window.Seconds == 0 ? 0 : (double)count(window.Counts) / window.Seconds;
}
