using BatchLoadTest.Runtime;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings;

/// <summary>What decides between pass and fail.</summary>
public sealed record VerdictSettings
{
    /// <summary>The seed's limits first, where they are not off, then the person's own in their order.</summary>
    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>Whether every upper limit among them ends the run as soon as it is missed.</summary>
    public bool AbortOnFail { get; init; }

    /// <summary>The exit code where one of them failed.</summary>
    public int ExitCode { get; init; } = ExitCodes.ThresholdFailed;
}
