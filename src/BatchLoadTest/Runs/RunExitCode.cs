using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Runs;

/// <summary>From the way a run ended to what the process returns.</summary>
public static class RunExitCode
{
    /// <summary>The code; of several reasons the one that says most.</summary>
    /// <param name="end">Why the run ended.</param>
    /// <param name="thresholds">Its thresholds, judged.</param>
    /// <param name="hasLostFiles">Something could not be written: a run that passed must not look whole.</param>
    /// <param name="thresholdFailed">What a failed threshold means.</param>
    /// <param name="capacity">What a search for the largest load has found; null for an ordinary run.</param>
    /// <param name="sentNothing">Not one request was sent: that is as good as a threshold that failed.</param>
    public static int Of(
        RunEnd end,
        IReadOnlyList<ThresholdResult> thresholds,
        bool hasLostFiles = false,
        int thresholdFailed = ExitCodes.ThresholdFailed,
        bool sentNothing = false,
        CapacityResult? capacity = null
    )
    {
        var ended = end switch
        {
            RunEnd.Planned when capacity is not null => OfSearch(capacity, thresholdFailed),
            RunEnd.Planned when sentNothing || thresholds.Any(threshold => threshold.IsMissed) => thresholdFailed,
            RunEnd.Planned => ExitCodes.Success,
            // Whatever the rest of the run made of its figures.
            RunEnd.Aborted => thresholdFailed,
            RunEnd.Interrupted => ExitCodes.Interrupted,
            RunEnd.HungUp => ExitCodes.HungUp,
            RunEnd.Terminated => ExitCodes.Terminated,
            RunEnd.CouldNotRun or RunEnd.Unknown => ExitCodes.CouldNotRun,
            _ => ExitCodes.InternalError,
        };
        // Also where a failed threshold was asked to mean 0.
        return hasLostFiles && ended == ExitCodes.Success ? ExitCodes.InternalError : ended;
    }

    // A bound from below is an answer, whatever is open above it.
    private static int OfSearch(CapacityResult capacity, int thresholdFailed) =>
        capacity.Lower is not null ? ExitCodes.Success
        : capacity.Ending == CapacityEnding.LowestLevelBreaks ? thresholdFailed
        : ExitCodes.CouldNotRun;
}
