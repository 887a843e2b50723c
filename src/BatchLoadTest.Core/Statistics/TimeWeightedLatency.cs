namespace BatchLoadTest.Statistics;

/// <summary>
/// The latencies of one step, or of all together, weighted by time: each second of the wall clock weighs 1, shared by the
/// requests that began in it; where none began, by those that were open when it began, with the latency that they still
/// had then. A second with neither weighs nothing. Where a closed loop waits for a service that stands still, few requests
/// tell of it, but many seconds.
/// </summary>
/// <remarks>
/// How many share a second is known only when all of them have ended. So a second is kept until no open request began
/// before it, or, where one hangs or nobody knows, for <see cref="LongestWait"/>; for <see cref="LeastWait"/> at least
/// where <see cref="MostKept"/> is reached; and one in which none began, of which next to nothing has to be kept, for
/// <see cref="LongestWaitOfEmpty"/>. What comes later still weighs 1/n, n being itself and all that came before it: then
/// its second weighs more than 1. Seconds further back than <see cref="Ring"/> from the end of a request that was open in
/// them weigh nothing. One writer.
/// </remarks>
/// <param name="first">The first second that weighs anything, as Unix time.</param>
internal sealed class TimeWeightedLatency(long first)
{
    private const int LeastWait = 15;
    private const int LongestWait = 120;
    private const int LongestWaitOfEmpty = 1800;
    private const int Ring = 2048;

    // Times of seconds that wait. Where there are so many, a late one more or less is a small share of its second.
    private const int MostKept = 10_000;

    private readonly WeightedTimes weights = new();
    private readonly SortedDictionary<long, TimeCounts> pending = [];
    private readonly List<OpenSpan> spans = [];
    private readonly Stack<TimeCounts> spare = [];

    // By second, of the last ones: how many began in it; of those that weighed as open in it, how many there were.
    private readonly long[] started = new long[Ring];
    private readonly long[] open = new long[Ring];
    private long newest = first - 1;
    private long maxTicks;

    /// <summary>Adds what one interval counted of a step; not earlier than those before.</summary>
    /// <param name="second">The interval's second.</param>
    /// <param name="counters">What was counted.</param>
    /// <param name="began">The latencies of those that ended and began in it.</param>
    public void Add(long second, StepCounters counters, TimeCounts began)
    {
        Advance(second);
        Began(second, began);
        maxTicks = Math.Max(maxTicks, counters.Latency.MaxTicks);
        foreach (var group in counters.Starts.All)
        {
            Began(second - group.StartedBefore, group.Latency);
            maxTicks = Math.Max(maxTicks, group.MaxTicks);
            if (group.HasRest)
            {
                var rest = new TimeCounts();
                rest.Add(group.Rest);
                spans.Add(new OpenSpan(second - group.StartedBefore + 1, second - group.EndedBefore, rest));
            }
        }
    }

    /// <summary>All steps' parts of an interval were added: weighs the seconds that nothing more can be added to.</summary>
    /// <param name="second">The interval's second.</param>
    /// <param name="completeBefore">The second of the oldest start that may still come; 0 where nobody knows.</param>
    public void Settle(long second, long completeBefore)
    {
        if (pending.Count == 0 && spans.Count == 0)
        {
            return;
        }

        Advance(second);
        var before = Math.Max(completeBefore, newest - LongestWait);
        // Now and not when somebody looks: what is weighed when must be the same live and from a journal.
        var kept = 0;
        foreach (var latencies in pending.Values)
        {
            latencies.Compact();
            kept += latencies.Microseconds.Length;
        }

        while (
            pending.Count > 0
            && pending.First() is var (start, latencies)
            && (start < before || (kept > MostKept && start < newest - LeastWait))
        )
        {
            kept -= latencies.Microseconds.Length;
            Weigh(weights, start, latencies);
            pending.Remove(start);
            latencies.Clear();
            spare.Push(latencies);
        }

        var emptyBefore = Math.Max(completeBefore, newest - LongestWaitOfEmpty);
        WeighOpen(weights, emptyBefore);
        foreach (var span in spans)
        {
            span.Next = Math.Max(span.Next, Math.Max(First, emptyBefore));
            // Seconds in which another one began matter to nobody: the usual case.
            while (span.Next <= span.Last && !IsEmpty(span.Next))
            {
                span.Next++;
            }
        }

        spans.RemoveAll(static span => span.Next > span.Last);
    }

    /// <summary>The time that 95 % of all weight does not exceed, as if nothing were open; null without any.</summary>
    /// <param name="scratch">What is used for it; its content is replaced.</param>
    public TimeSpan? P95(WeightedTimes scratch)
    {
        scratch.CopyFrom(weights);
        foreach (var (start, latencies) in pending)
        {
            Weigh(scratch, start, latencies);
        }

        WeighOpen(scratch, newest + 1);
        // Those seconds are not over yet.
        foreach (var span in spans)
        {
            for (var second = Math.Max(span.Next, First); second <= span.Last; second++)
            {
                open[Place(second)] -= IsEmpty(second) ? span.Count : 0;
            }
        }

        // A bucket's upper edge may lie above the largest value.
        return scratch.AtShare(0.95) is { } microseconds
            ? TimeSpan.FromTicks(Math.Min(microseconds * TimeSpan.TicksPerMicrosecond, maxTicks))
            : null;
    }

    // The first second that is still told apart.
    private long First => Math.Max(first, newest - Ring + 1);

    private bool IsEmpty(long second) => second >= First && started[Place(second)] == 0;

    private static int Place(long second) => (int)(second % Ring);

    private void Advance(long second)
    {
        for (var next = Math.Max(newest + 1, second - Ring + 1); next <= second; next++)
        {
            started[Place(next)] = 0;
            open[Place(next)] = 0;
        }

        newest = Math.Max(newest, second);
    }

    private void Began(long second, TimeCounts latencies)
    {
        if (second < first || latencies.Count == 0)
        {
            return;
        }

        if (!pending.TryGetValue(second, out var those))
        {
            those = spare.TryPop(out var used) ? used : new TimeCounts();
            pending.Add(second, those);
        }

        those.Add(latencies);
        if (second >= First)
        {
            started[Place(second)] += latencies.Count;
        }
    }

    private void Weigh(WeightedTimes times, long second, TimeCounts latencies)
    {
        var sharing = second >= First ? started[Place(second)] : latencies.Count;
        for (var index = 0; index < latencies.Microseconds.Length; index++)
        {
            times.Add(latencies.Microseconds[index], (double)latencies.Counts[index] / sharing);
        }
    }

    private void WeighOpen(WeightedTimes times, long before)
    {
        foreach (var span in spans)
        {
            for (var second = Math.Max(span.Next, First); second < before && second <= span.Last; second++)
            {
                open[Place(second)] += IsEmpty(second) ? span.Count : 0;
            }
        }

        foreach (var span in spans)
        {
            for (var second = Math.Max(span.Next, First); second < before && second <= span.Last; second++)
            {
                if (IsEmpty(second))
                {
                    span.Weigh(times, second, open[Place(second)]);
                }
            }
        }
    }
}
