using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>What is known of a run only when it has ended.</summary>
public sealed record RunEnding
{
    /// <summary>When everything had ended, by this machine's clock.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public required RunEnd End { get; init; }

    /// <summary>For a run that could not go on: why, in a line; else null.</summary>
    public required string? Problem { get; init; }

    /// <summary>For a run that a threshold ended: which, and why; else null.</summary>
    public ThresholdAbort? Abort { get; init; }

    /// <summary>For a load that ended by its budget: which limit; else null. <see cref="End"/> is then as planned.</summary>
    public BudgetEnd? Budget { get; init; }

    /// <summary>The load that was applied.</summary>
    public required LoadOutcome Load { get; init; }

    /// <summary>The run's length that rates refer to: load and stop time.</summary>
    public TimeSpan Elapsed => Load.LoadTime + Load.StopTime;

    /// <summary>How long something ran, what ran of the warm-up included where the end came in it.</summary>
    public TimeSpan RanFor => (Load.WarmUpCutAfter ?? TimeSpan.Zero) + Elapsed;

    /// <summary>Whether it ended before any load was applied.</summary>
    public bool IsBeforeTheLoad => RanFor == TimeSpan.Zero && Load is { Started: 0, WarmUpIterations: 0 };

    /// <summary>What a search for the largest load has found; null for an ordinary run.</summary>
    public CapacityReport? Capacity { get; init; }

    /// <summary>What was asked of the service before the load; null where nothing was.</summary>
    public PreflightRecord? Preflight { get; init; }

    /// <summary>The workers that applied the load; none where this process did.</summary>
    public IReadOnlyList<RecordedWorker> Workers { get; init; } = [];

    /// <summary>Whether one of them was lost: what it was to do nobody did for a while.</summary>
    public bool HasLostWorker => Workers.Any(worker => worker.State == "lost");

    /// <summary>Things that a reader of the figures must know, a line each.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}
