using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>What the seconds of several runs come to.</summary>
/// <param name="Final">The sum of all of them.</param>
/// <param name="PeakUsers">The most users in one of them.</param>
public sealed record MergedSeconds(RunSnapshot Final, int PeakUsers)
{
    /// <summary>The thresholds, with the seconds that they are judged by.</summary>
    public required RecordedThresholds Thresholds { get; init; }

    /// <summary>The silence that all runs together have seen, in the order of time.</summary>
    public required IReadOnlyList<SilencePiece> Silences { get; init; }
}
