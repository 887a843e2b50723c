using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// The figures of the last so many seconds, for several lengths at once, in memory that does not grow with the run: about
/// 2 KB for each second of the longest window, and for each distribution the buckets that its seconds use. One writer.
/// </summary>
/// <param name="names">Names of the steps.</param>
/// <param name="startedAt">When the run started: before that there is nothing, and rates refer to what was.</param>
public sealed class SlidingWindows(StepNames names, DateTimeOffset startedAt)
{
    private readonly RunTotals totals = new();
    private readonly Dictionary<(int Seconds, WindowTimes Times), SlidingTimes> times = [];
    private readonly LinkedList<Moment> moments = [];
    private int longest;

    /// <summary>The newest second, as Unix time; null before the first.</summary>
    public long? Newest { get; private set; }

    /// <summary>Keeps what a window needs. Before the first second.</summary>
    /// <param name="seconds">Its length; at least 1.</param>
    /// <param name="distribution">The distribution that is asked for; null for counts only.</param>
    public void Keep(int seconds, WindowTimes? distribution)
    {
        longest = Math.Max(longest, seconds);
        if (distribution is { } wanted)
        {
            times.TryAdd((seconds, wanted), new SlidingTimes(wanted, seconds));
        }
    }

    /// <summary>
    /// Adds a second. One that is absent before it is one in which nothing was recorded; one that comes again, or too late,
    /// is added to the newest.
    /// </summary>
    public void Add(Interval interval)
    {
        Newest ??= interval.Second - 1;
        // More than the longest window would be forgotten again.
        var first = Math.Max(Newest.Value + 1, interval.Second - longest);
        for (var second = first; second <= interval.Second; second++)
        {
            Advance();
            Newest = second;
        }

        totals.Add(interval);
        foreach (var sliding in times.Values)
        {
            sliding.Add(interval);
        }

        moments.Last!.Value = Now();
    }

    /// <summary>The figures of the newest seconds; null where there are not so many yet.</summary>
    /// <param name="seconds">How many; one of the lengths that are kept.</param>
    /// <param name="distribution">The distribution that is asked for; all others are empty.</param>
    public RunSnapshot? Of(int seconds, WindowTimes? distribution)
    {
        if (Newest is not { } newest || moments.Count < seconds)
        {
            return null;
        }

        var before = moments.Last;
        for (var back = 0; back < seconds; back++)
        {
            before = before?.Previous;
        }

        var begin = DateTimeOffset.FromUnixTimeSeconds(newest + 1 - seconds);
        var length = DateTimeOffset.FromUnixTimeSeconds(newest + 1) - (begin > startedAt ? begin : startedAt);
        var window = RunTotals.Window(
            names,
            new CountDifference(before?.Value.Counts, moments.Last!.Value.Counts),
            before?.Value.InFlight ?? 0,
            length
        );
        return distribution is { } wanted ? With(window, wanted, times[(seconds, wanted)].Summarise()) : window;
    }

    private static RunSnapshot With(RunSnapshot window, WindowTimes wanted, LatencySummary summary) =>
        wanted.Kind switch
        {
            TimesKind.Latency => OfRequests(window, wanted.Step, step => step with { Latency = summary }),
            TimesKind.FirstByte => OfRequests(window, wanted.Step, step => step with { TimeToFirstByte = summary }),
            TimesKind.Workflow => window with { Starts = window.Starts with { Workflow = summary } },
            TimesKind.StartDelay => window with { Starts = window.Starts with { Delay = summary } },
            TimesKind.Turnaround => window with { Batches = window.Batches with { Turnaround = summary } },
            TimesKind.Queued => window with { Batches = window.Batches with { Queued = summary } },
            TimesKind.Running => window with { Batches = window.Batches with { Running = summary } },
            TimesKind.Finalizing => window with { Batches = window.Batches with { Finalizing = summary } },
            TimesKind.Cancel => window with
            {
                Batches = window.Batches with { Cancels = window.Batches.Cancels with { Took = summary } },
            },
            TimesKind.Retry => window with
            {
                Batches = window.Batches with { Retries = window.Batches.Retries with { Took = summary } },
            },
            TimesKind.FirstRow => window with
            {
                Batches = window.Batches with { Reads = window.Batches.Reads with { FirstRow = summary } },
            },
            _ => window with { Batches = window.Batches with { ObservationLag = summary } },
        };

    private static RunSnapshot OfRequests(RunSnapshot window, Step? step, Func<StepSummary, StepSummary> change) =>
        step is { } one
            ? window with
            {
                Steps = [.. window.Steps.Select(summary => summary.Step!.Step == one ? change(summary) : summary)],
            }
            : window with
            {
                Total = change(window.Total),
            };

    private void Advance()
    {
        moments.AddLast(Now());
        // The one before the longest window is where its counts begin.
        if (moments.Count > longest + 1)
        {
            moments.RemoveFirst();
        }

        foreach (var sliding in times.Values)
        {
            sliding.Advance();
        }
    }

    private Moment Now() => new(totals.Counts(), totals.InFlight);

    private sealed record Moment(long[] Counts, long InFlight);
}
