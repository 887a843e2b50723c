using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>A load that is measured on fake time into a journal, as a run does it.</summary>
internal sealed class RecordedLoad : IDisposable
{
    private readonly JournalWriter journal;
    private readonly StatisticsCollector collector;
    private readonly FakeTimeProvider clock;
    private readonly RunFacts facts;
    private LoadState state;

    public RecordedLoad(
        string path,
        FakeTimeProvider clock,
        string id = "run-1",
        int users = 10,
        Func<RunFacts, RunFacts>? change = null
    )
    {
        this.clock = clock;
        Time = RunClock.StartNow(clock);
        facts = SampleRun.Report.Run with
        {
            Id = id,
            StartedAt = Time.StartedAt,
            Plan = SampleRun.Plan with { Profile = new ClosedLoad(users, 5) },
            Settings = [new("users", $"{users}", "--users"), new("timeout", "60s", "default")],
        };
        facts = change?.Invoke(facts) ?? facts;
        journal = new JournalWriter(path, facts, _ => { });
        var parser = new ThresholdParser(new MetricCatalogue());
        Thresholds = [.. facts.Thresholds.Select(threshold => threshold.Parse(parser))];
        var terms = RecordedRun.TermsOf(facts);
        Windows = new ThresholdWindows(Thresholds, new StepNames(), Time.StartedAt, terms);
        var sinks = new IntervalSinks(journal, Windows);
        collector = new StatisticsCollector(
            new StepNames(),
            Time,
            () => state,
            null,
            sinks,
            terms: terms with
            {
                Limits = StepLimits.None,
            }
        );
    }

    public RunClock Time { get; }

    public JournalWriter Journal => journal;

    public IReadOnlyList<Threshold> Thresholds { get; }

    public ThresholdWindows Windows { get; }

    /// <summary>Nothing new begins from now on.</summary>
    public void LoadIsOver() => state = state with { OverAt = Time.Elapsed };

    public void Running(int users, long started = 0, long ended = 0) => state = new LoadState(users, started, ended);

    /// <summary>A request that ends now.</summary>
    public void Ends(Measurement measurement) =>
        collector.Add(
            measurement with
            {
                Start = clock.GetTimestamp() - (long)(measurement.Latency.TotalSeconds * clock.TimestampFrequency),
            }
        );

    public void Creates(int rows, DateTimeOffset createdAt = default, int batchClass = 0) =>
        collector.BatchCreated(rows, createdAt, batchClass);

    public void Uploads(PromptCounts prompts, int batchClass = 0) => collector.Uploaded(prompts, batchClass);

    public void ForeignAnswers(int answers) => collector.ForeignAnswers(answers);

    public void Ends(BatchRecord batch) => collector.BatchEnded(batch);

    public void Expires(FileExpiry expiry) => collector.Expires(expiry);

    public void Estimates(CostEstimate estimate) => collector.Estimated(estimate);

    public void Lists(ListWalk walk) => collector.Listed(walk);

    public void ListingsDue(long due, long notBegun) => collector.ListingDue(due, notBegun);

    public void Compares(UsageCheck check) => collector.UsageChecked(check);

    /// <summary>A whole second is over.</summary>
    public RunSnapshot Tick() => collector.SnapshotOfWholeSeconds(Time.Elapsed);

    public RunSnapshot Finish(RunEnd end = RunEnd.Planned, ThresholdAbort? abort = null, BudgetEnd? budget = null)
    {
        state = state with { OverAt = state.OverAt ?? Time.Elapsed };
        var final = collector.Snapshot(Time.Elapsed);
        var ending = SampleRun.Report.Ending with
        {
            End = end,
            Abort = abort,
            Budget = budget,
            EndedAt = clock.GetUtcNow(),
            Notices = [],
            Load = SampleRun.Report.Ending.Load with
            {
                LoadTime = Time.Elapsed,
                StopTime = TimeSpan.Zero,
                PeakUsers = state.Users,
            },
        };
        journal.End(ending, [], exitCode: 0);
        journal.Dispose();
        return final;
    }

    public void Dispose() => journal.Dispose();
}
