using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>Which parts of two runs are compared.</summary>
/// <param name="Base">Of the base run.</param>
/// <param name="New">Of the new run.</param>
/// <param name="SecondsAreSteady">Whether the seconds are only those of the steady part.</param>
/// <param name="BatchesAreSteady">Whether the batches are only those that ended in such seconds.</param>
internal sealed record ComparedParts(ComparedPart Base, ComparedPart New, bool SecondsAreSteady, bool BatchesAreSteady)
{
    /// <summary>By how much the load generator was late in the mean second, in the run where that was more.</summary>
    public TimeSpan Delay
    {
        get
        {
            var (one, other) = (Base.Seconds.Counts.MeanDelay, New.Seconds.Counts.MeanDelay);
            return one > other ? one : other;
        }
    }

    /// <summary>
    /// Takes the steady part wherever both runs have enough of it: a block needs a second at least, and a batch's 95th
    /// percentile <see cref="BlockSize.ForP95"/> batches in each block.
    /// </summary>
    public static ComparedParts Of(RecordedRun baseline, RecordedRun newer)
    {
        var one = WindowScan.Of(baseline);
        var other = WindowScan.Of(newer);
        var seconds = Math.Min(one.Steady.Seconds, other.Steady.Seconds) >= Estimate.FewestBlocks;
        var batches =
            Math.Min(one.Steady.Counts.Ended, other.Steady.Counts.Ended) >= Estimate.FewestBlocks * BlockSize.ForP95;
        return new ComparedParts(Part(one), Part(other), seconds, batches);

        ComparedPart Part(WindowScan scan) =>
            new(seconds ? scan.Steady : scan.Load, batches ? scan.Steady : scan.Everything);
    }
}
