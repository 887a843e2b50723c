using BatchLoadTest.Measurements;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>Which batches count for what; the same as in a run's summary.</summary>
internal static class BatchQuestions
{
    /// <summary>Whether it is a success or a failure; one that the end of the run cut off, or that was not awaited, is neither.</summary>
    public static bool HasEnded(this BatchRecord batch) =>
        batch is { Outcome: not BatchOutcome.Unfinished, NotAwaited: false };

    /// <summary>Whether its end at the service was seen.</summary>
    public static bool HasTurnaround(this BatchRecord batch) =>
        !batch.Outcome.IsCensored() && batch.Outcome != BatchOutcome.Lost;
}
