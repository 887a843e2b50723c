using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Statistics;

/// <summary>How iterations were started, and how long they took.</summary>
public sealed record StartSummary
{
    /// <summary>Without any.</summary>
    public static StartSummary Empty { get; } = new();

    /// <summary>Iterations begun.</summary>
    public long Started { get; init; }

    /// <summary>Starts that were due and had no free user; only with an open load.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether the load is one of which a start can find no free user (<see cref="LoadProfile.IsOpen"/>).</summary>
    public bool CanDrop { get; init; } = true;

    /// <summary>Iterations that began later than their pacing asked for, because the one before lasted longer.</summary>
    public long LateByPacing { get; init; }

    /// <summary>Actual minus intended start of an iteration: what this program is late.</summary>
    public LatencySummary Delay { get; init; } = LatencySummary.Empty;

    /// <summary>
    /// Start to end of the iterations that came to their own end, think time included; with an open load from the intended
    /// start.
    /// </summary>
    public LatencySummary Workflow { get; init; } = LatencySummary.Empty;

    /// <summary>Starts that were due: begun and dropped.</summary>
    public long Due => Started + Dropped;

    /// <summary>Dropped share of the starts that were due, 0 to 1; null without any, and where none can be.</summary>
    public double? DroppedShare => Due == 0 || !CanDrop ? null : (double)Dropped / Due;
}
