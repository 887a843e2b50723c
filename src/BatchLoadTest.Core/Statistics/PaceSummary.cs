namespace BatchLoadTest.Statistics;

/// <summary>
/// How fast the service worked in the steady part of a run, and whether load made it slower: throughput, batches in flight
/// and turnaround belong together (Little's law: in flight = batches per second × turnaround).
/// </summary>
public sealed record PaceSummary
{
    // Fewer show nothing.
    private const int LeastBatches = 40;
    private const double WaitingShare = 0.5;
    private const double MoreLoad = 1.5;
    private const double Errors = 3;

    // Stamps are whole seconds.
    private static readonly TimeSpan LeastQueued = TimeSpan.FromSeconds(2);

    /// <summary>Nothing yet.</summary>
    public static PaceSummary Empty { get; } = new();

    /// <summary>Beginning of the steady part, from the run's start.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Its end.</summary>
    public TimeSpan To { get; init; }

    /// <summary>Its seconds; 0 where there was none.</summary>
    public long Seconds { get; init; }

    /// <summary>
    /// Whether it is all of the load, as there was no part in which as much ran as was asked for, or nothing changed.
    /// </summary>
    public bool IsWholeLoad { get; init; }

    /// <summary>
    /// Whether batches of the warm-up, which do not count, ran in it: then the service did more than these figures say.
    /// </summary>
    public bool HasWarmUpInIt { get; init; }

    /// <summary>Batches that completed in it.</summary>
    public long Completed { get; init; }

    /// <summary>Rows of their results.</summary>
    public long Rows { get; init; }

    /// <summary>Batches in flight, on average over its seconds.</summary>
    public double InFlight { get; init; }

    /// <summary>Mean turnaround of the batches that completed in it; null without any.</summary>
    public TimeSpan? Turnaround { get; init; }

    /// <summary>Mean turnaround in its last third divided by that in its first; null where there are too few batches.</summary>
    public double? Growth { get; init; }

    /// <summary>Waiting for a turn, by the service's stamps; null where it has none.</summary>
    public TimeSpan? Queued { get; init; }

    /// <summary>All batches of the run by the load at their creation.</summary>
    public LevelMean? All { get; init; }

    /// <summary>The tenth of them with the least load.</summary>
    public LevelMean? LeastLoaded { get; init; }

    /// <summary>Batches that completed per second; null without a second.</summary>
    public double? PerSecond => Seconds == 0 ? null : (double)Completed / Seconds;

    /// <summary>Rows per second; null likewise.</summary>
    public double? RowsPerSecond => Seconds == 0 ? null : (double)Rows / Seconds;

    /// <summary>
    /// Share of their turnaround, 0 to 1, that batches waited for their turn, where the service set the pace: waiting is more
    /// than half of turnaround, by its stamps, or compared with the batches that had the least load. Null where that does not
    /// show.
    /// </summary>
    public double? Waiting =>
        Turnaround is not { } turnaround || turnaround <= TimeSpan.Zero || Completed < LeastBatches ? null
        : Queued is { } queued && queued >= LeastQueued && queued / turnaround is var stamped and > WaitingShare
            ? Math.Min(1, stamped)
        : Compared();

    private double? Compared()
    {
        if (
            All is not { Batches: >= LeastBatches } all
            || LeastLoaded is not { } least
            || all.InFlight < MoreLoad * least.InFlight
            || all.Turnaround - least.Turnaround < Errors * least.Error
        )
        {
            return null;
        }

        var share = 1 - (least.Turnaround / all.Turnaround);
        return share > WaitingShare ? share : null;
    }
}
