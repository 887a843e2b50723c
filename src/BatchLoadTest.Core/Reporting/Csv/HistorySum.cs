using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// A run's seconds added up as they are read, as far as the history needs them. Memory does not grow with the run.
/// </summary>
internal sealed class HistorySum
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset startedAt;
    private readonly TimeSpan runTime;
    private readonly long firstSecond;
    private readonly PerStep<HistoryEntry>? steps;
    private readonly HistoryEntry total;

    // One for all: a histogram of its own in each entry would take two megabytes more.
    private readonly LatencyHistogram? recent;
    private readonly BucketList times = new();
    private bool hasRequests;

    public HistorySum(RunReport report, bool full)
    {
        startedAt = report.Run.StartedAt;
        runTime = report.Ending.Elapsed;
        firstSecond = startedAt.ToUnixTimeSeconds();
        recent = full ? new LatencyHistogram() : null;
        // Seconds are those of the wall clock; the first one had begun before the run did.
        var missed = startedAt - DateTimeOffset.FromUnixTimeSeconds(firstSecond);
        steps = full ? new(step => new HistoryEntry(report.Names[step], missed, full)) : null;
        total = new HistoryEntry(step: null, missed, full);
    }

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => Second == 0;

    /// <summary>The second that was added last, as Unix time.</summary>
    public long Second { get; private set; }

    /// <summary>Virtual users that ran at its end.</summary>
    public int Users { get; private set; }

    /// <summary>
    /// Whether the last second belongs to the run. What follows is cleaning up, which is in no figure: rows of it would
    /// look like load that has broken down.
    /// </summary>
    public bool IsOfTheRun => hasRequests || End - OneSecond < runTime;

    /// <summary>
    /// From the run's start to the end of the last second; where the run ended within it, to there: what is no whole
    /// second would look like a falling rate.
    /// </summary>
    public TimeSpan Elapsed => End - OneSecond < runTime && runTime < End ? runTime : End;

    /// <summary>What has a row: each step that has occurred, where they are wanted, then all together.</summary>
    public IEnumerable<HistoryEntry> Entries =>
        (steps ?? Enumerable.Empty<HistoryEntry>()).Where(step => step.Requests > 0).Append(total);

    private TimeSpan End => DateTimeOffset.FromUnixTimeSeconds(Second + 1) - startedAt;

    /// <summary>Whether the interval belongs to a later second than what was added so far.</summary>
    public bool IsBefore(Interval interval) => !IsEmpty && interval.Second > Second;

    public void Add(Interval interval)
    {
        var hasSome = interval.Steps.Any(step => step.Requests > 0);
        hasRequests = hasSome || (hasRequests && !IsBefore(interval));
        Second = Math.Max(Second, interval.Second);
        Users = interval.Users;
        var second = Math.Max(0, Second - firstSecond);
        foreach (var step in StepCatalogue.Steps)
        {
            var counters = interval.Steps[step];
            if (counters.Requests > 0)
            {
                Add(counters, step, second);
            }
        }
    }

    /// <summary>The times of the last ten seconds; null where those of the run so far are wanted.</summary>
    public LatencySummary? Recent(HistoryEntry entry) =>
        recent is null ? null : entry.Recent!.Summarise(Math.Max(0, Second - firstSecond), recent);

    private void Add(StepCounters counters, Step step, long second)
    {
        times.Clear();
        times.Add(counters.Latency);
        total.Add(counters, times, second);
        steps?[step].Add(counters, times, second);
    }
}
