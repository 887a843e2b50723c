using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Page.Live;

/// <summary>
/// What the page shows of a run that goes on: the figures since the last reset, the last ten seconds, and the buckets for
/// Prometheus. Fed by the collector's thread; others reset it and read its history.
/// </summary>
internal sealed class LiveFigures
{
    private readonly RunFacts run;
    private readonly RecentLatencies recent = new();
    private readonly LatencyHistogram recentSum = new();
    private readonly RunCounter counter = new();
    private readonly Lock historyGate = new();
    private readonly PageHistory wholeHistory;
    private PageHistory? historySinceReset;
    private RunSnapshot? wholeRun;
    private RunStatistics? sinceReset;
    private DateTimeOffset since;
    private DateTimeOffset end;
    private int users;
    private int resetAsked;

    /// <summary>The figures of one run.</summary>
    public LiveFigures(RunFacts run)
    {
        this.run = run;
        since = run.StartedAt;
        end = since;
        wholeHistory = HistoryFrom(since, 0);
        Beginning = LiveSnapshot.Empty(new RunStatistics(Names, since), since);
    }

    /// <summary>What is shown before the first second is over.</summary>
    public LiveSnapshot Beginning { get; }

    private StepNames Names => new(run.ApiBase);

    /// <summary>
    /// Counts from zero from the next second on. What the run's reports say is not changed by it: only what is shown.
    /// </summary>
    public void Reset() => Volatile.Write(ref resetAsked, 1);

    /// <summary>Reads the seconds for charts.</summary>
    /// <param name="ofWholeRun">All of the run, as its reports have them; else those since the last reset.</param>
    /// <param name="read">What is done with them.</param>
    public T WithHistory<T>(bool ofWholeRun, Func<PageHistory, T> read)
    {
        lock (historyGate)
        {
            return read(ofWholeRun ? wholeHistory : historySinceReset ?? wholeHistory);
        }
    }

    /// <summary>Takes a second that is over.</summary>
    public void Add(Interval interval)
    {
        if (Interlocked.Exchange(ref resetAsked, 0) != 0)
        {
            BeginAgain(DateTimeOffset.FromUnixTimeSeconds(interval.Second));
        }

        lock (historyGate)
        {
            wholeHistory.Add(interval);
            historySinceReset?.Add(interval);
        }

        sinceReset?.Add(interval);
        foreach (var step in interval.Steps)
        {
            recent.Add(step.Latency, interval.Second);
        }

        counter.Add(interval);
        users = interval.Users;
        end = DateTimeOffset.FromUnixTimeSeconds(interval.Second + 1);
    }

    /// <summary>What there is to show now.</summary>
    /// <param name="wholeRun">The figures of the whole run, which are also those since the start.</param>
    public LiveSnapshot Publish(RunSnapshot wholeRun)
    {
        this.wholeRun = wholeRun;
        var lastSeconds = recent.Summarise(end.ToUnixTimeSeconds() - 1, recentSum);
        var figures = sinceReset?.Snapshot(users, end - since) ?? wholeRun;
        return new LiveSnapshot(figures, lastSeconds, counter.Copy(), end, run.StartedAt);
    }

    private PageHistory HistoryFrom(DateTimeOffset begin, long inFlight) =>
        new(begin > run.StartedAt ? begin : run.StartedAt, inFlight, hasWarmUp: run.Plan.WarmUp > TimeSpan.Zero);

    private void BeginAgain(DateTimeOffset now)
    {
        since = now;
        // A plan's flat stretches count from the run's start, and not from here.
        var profile = run.Plan.Profile is ClosedLoad users ? users : null;
        sinceReset = new RunStatistics(Names, since, RecordedRun.TermsOf(run) with { Profile = profile });
        if (wholeRun is { } before)
        {
            sinceReset.Carry(before);
        }

        recent.Clear();
        lock (historyGate)
        {
            historySinceReset = HistoryFrom(since, wholeRun?.Batches.InFlight ?? 0);
        }
    }
}
