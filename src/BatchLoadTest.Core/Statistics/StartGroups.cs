using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// In which seconds the requests of an interval began: those that did not begin in it, by second, and those that were cut
/// off. The others, nearly all, are what is left of <see cref="StepCounters.Latency"/>. One writer.
/// </summary>
public sealed class StartGroups
{
    // Kept for the next second; after a service stood still there may be hundreds, and then not again.
    private const int KeptForReuse = 64;

    private static readonly Comparer<StartGroup> EarliestFirst = Comparer<StartGroup>.Create(
        static (one, other) =>
            (other.StartedBefore, other.EndedBefore, other.IsInterrupted).CompareTo(
                (one.StartedBefore, one.EndedBefore, one.IsInterrupted)
            )
    );

    private readonly List<StartGroup> groups = [];
    private int length;
    private bool isCompact = true;

    /// <summary>All of them, the earliest starts first, each time once.</summary>
    internal ReadOnlySpan<StartGroup> All
    {
        get
        {
            Compact();
            return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(groups)[..length];
        }
    }

    /// <summary>Counts one request that ended, or was cut off.</summary>
    /// <param name="measurement">The request.</param>
    /// <param name="sinceBegin">Its end, from the beginning of the interval's second; below zero if it was handed in late.</param>
    internal void Add(in Measurement measurement, TimeSpan sinceBegin)
    {
        var isInterrupted = measurement.Outcome == Outcome.Interrupted;
        if (measurement.IsLatencyDoubtful && !isInterrupted)
        {
            return;
        }

        var startedBefore = SecondsBefore(sinceBegin - measurement.Latency);
        if (startedBefore == 0 && !isInterrupted)
        {
            return;
        }

        // One without an age never left: it waited for a connection.
        if (isInterrupted && measurement.Latency <= TimeSpan.Zero)
        {
            return;
        }

        var endedBefore = SecondsBefore(sinceBegin);
        var group = Group(startedBefore, endedBefore, isInterrupted);
        group.Latency.Add(LatencyHistogram.BucketOf(measurement.Latency), 1);
        group.Reaches(measurement.Latency.Ticks);
        if (group.HasRest)
        {
            group.Rest.Add(Microseconds(sinceBegin + TimeSpan.FromSeconds(endedBefore)), 1);
        }

        isCompact = false;
    }

    /// <summary>Counts what happened elsewhere.</summary>
    /// <param name="other">What was counted in another interval of the same second.</param>
    internal void Add(StartGroups other)
    {
        foreach (var theirs in other.All)
        {
            var group = Group(theirs.StartedBefore, theirs.EndedBefore, theirs.IsInterrupted);
            group.Latency.Add(theirs.Latency);
            group.Rest.Add(theirs.Rest);
            group.Reaches(theirs.MaxTicks);
        }

        isCompact = false;
    }

    /// <summary>The group of these requests, which is filled by the caller and may be new.</summary>
    internal StartGroup Group(long startedBefore, long endedBefore, bool isInterrupted)
    {
        isCompact = false;
        // From behind: those that ended together often began together.
        for (var index = length - 1; index >= 0; index--)
        {
            if (groups[index].Is(startedBefore, endedBefore, isInterrupted))
            {
                return groups[index];
            }
        }

        if (length == groups.Count)
        {
            groups.Add(new StartGroup());
        }

        var group = groups[length++];
        group.Begin(startedBefore, endedBefore, isInterrupted);
        return group;
    }

    /// <summary>The latencies of an interval's requests that began in it.</summary>
    /// <param name="latency">The latencies of all that ended.</param>
    /// <param name="began">What takes them; its content is replaced.</param>
    internal void OthersOf(LatencyHistogram latency, TimeCounts began)
    {
        began.Clear();
        foreach (var (bucket, count) in latency)
        {
            began.Add(bucket, count);
        }

        foreach (var group in All)
        {
            if (!group.IsInterrupted)
            {
                began.Add(group.Latency, sign: -1);
            }
        }

        began.Compact();
    }

    /// <summary>Begins again.</summary>
    internal void Clear()
    {
        length = 0;
        isCompact = true;
        if (groups.Count > KeptForReuse)
        {
            groups.RemoveRange(KeptForReuse, groups.Count - KeptForReuse);
        }
    }

    private void Compact()
    {
        if (isCompact)
        {
            return;
        }

        // The order of the processes that were merged must not change the sums that are made of it.
        groups.Sort(0, length, EarliestFirst);
        for (var index = 0; index < length; index++)
        {
            groups[index].Compact();
        }

        isCompact = true;
    }

    private static long SecondsBefore(TimeSpan sinceBegin) =>
        sinceBegin >= TimeSpan.Zero ? 0 : (-sinceBegin.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static long Microseconds(TimeSpan time) =>
        (time.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;
}
