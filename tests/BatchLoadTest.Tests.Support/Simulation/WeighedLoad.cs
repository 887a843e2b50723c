using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>Measures lists of requests as a run does it, each list in a process of its own.</summary>
internal static class WeighedLoad
{
    /// <summary>When the second begins from which requests are counted.</summary>
    public static DateTimeOffset Begin { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The figures of one process that keeps no journal.</summary>
    /// <param name="requests">What it sent.</param>
    /// <param name="knowsOldest">Whether somebody says which request is the oldest open one.</param>
    /// <param name="runStart">How far into the first second the run starts.</param>
    public static RunSnapshot Figures(
        IReadOnlyCollection<WeighedRequest> requests,
        bool knowsOldest = false,
        double runStart = 0
    ) => Measure(requests, knowsOldest, runStart, journal: null);

    /// <summary>The same, written to a journal and read back.</summary>
    public static (RunSnapshot Live, RecordedRun Recorded) Record(
        string path,
        IReadOnlyCollection<WeighedRequest> requests,
        bool knowsOldest = false,
        string id = "run-1"
    )
    {
        var facts = SampleRun.Report.Run with { Id = id, StartedAt = Begin, Thresholds = [] };
        using var journal = new JournalWriter(path, facts, problem => Assert.Fail(problem));
        var live = Measure(requests, knowsOldest, runStart: 0, journal);
        journal.End(SampleRun.Report.Ending, [], exitCode: 0);
        return (live, RecordedRun.Read(path));
    }

    private static RunSnapshot Measure(
        IReadOnlyCollection<WeighedRequest> requests,
        bool knowsOldest,
        double runStart,
        IIntervalSink? journal
    )
    {
        var clock = new FakeTimeProvider(Begin.AddSeconds(runStart));
        var time = RunClock.StartNow(clock);
        var collector = new StatisticsCollector(new StepNames(), time, () => new LoadState(1), null, journal);
        var ended = requests.OrderBy(request => request.End).ToList();
        for (var index = 0; index < ended.Count; index++)
        {
            var request = ended[index];
            collector.Add(
                Samples.Measure.Of(
                    request.Step,
                    request.IsInterrupted ? Outcome.Interrupted : Outcome.Success,
                    request.IsInterrupted ? 0 : 200
                ) with
                {
                    Start = time.Start + request.Start.Ticks - TimeSpan.FromSeconds(runStart).Ticks,
                    Latency = request.Latency,
                }
            );
            if (knowsOldest)
            {
                var open = ended.Skip(index + 1).Where(other => other.Start <= request.End);
                collector.StartsCompleteBefore =
                    Begin.ToUnixTimeSeconds() + open.Select(other => other.StartSecond).Append(request.EndSecond).Min();
            }
        }

        clock.Advance(ended.Select(request => request.End).DefaultIfEmpty().Max() + TimeSpan.FromSeconds(1));
        return collector.Snapshot(time.Elapsed);
    }
}
