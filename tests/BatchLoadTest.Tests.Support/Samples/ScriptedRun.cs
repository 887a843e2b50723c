using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>A recorded run of which a test says, second by second, what happened.</summary>
internal sealed record ScriptedRun
{
    /// <summary>The first second of such a run, as Unix time.</summary>
    public const long First = 1_700_000_000;

    /// <summary>Seconds that are recorded.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>How long the load lasts; null for all seconds.</summary>
    public double? LoadSeconds { get; init; }

    /// <summary>How far into the first second the run starts.</summary>
    public double Start { get; init; }

    /// <summary>Fills a second, counted from 0; it already has <see cref="PeakUsers"/> users.</summary>
    public required Action<Interval, int> Fill { get; init; }

    /// <summary>Users at the peak.</summary>
    public int PeakUsers { get; init; } = 10;

    /// <summary>Seconds of which nothing was recorded.</summary>
    public IReadOnlyCollection<int> Absent { get; init; } = [];

    /// <summary>How it ended.</summary>
    public RunEnd End { get; init; } = RunEnd.Planned;

    /// <summary>Why, where it could not go on.</summary>
    public string? Problem { get; init; }

    /// <summary>What it was asked to do.</summary>
    public RunFacts Facts { get; init; } =
        SampleRun.Report.Run with
        {
            Plan = new LoadPlan { Profile = new ClosedLoad(10, 10), RunTime = TimeSpan.FromSeconds(20) },
        };

    /// <summary>As a comparison takes it.</summary>
    public RecordedRun Record()
    {
        var facts = Facts with { StartedAt = DateTimeOffset.FromUnixTimeSeconds(First).AddSeconds(Start) };
        var history = new RefilledHistory(this);
        var statistics = new RunStatistics(new StepNames(), facts.StartedAt, RecordedRun.TermsOf(facts));
        foreach (var interval in history.Read())
        {
            statistics.Add(interval);
        }

        var load = TimeSpan.FromSeconds(LoadSeconds ?? Seconds - Start);
        return new RecordedRun
        {
            Run = facts,
            Ending = new RunEnding
            {
                EndedAt = facts.StartedAt.AddSeconds(Seconds),
                End = End,
                Problem = Problem,
                Load = new LoadOutcome
                {
                    Started = 0,
                    Completed = 0,
                    Interrupted = 0,
                    Dropped = 0,
                    PeakUsers = PeakUsers,
                    LoadTime = load,
                    StopTime = TimeSpan.Zero,
                },
                Notices = [],
            },
            Final = statistics.Snapshot(0, load),
            History = history,
            Keys = [],
        };
    }

    /// <summary>Adds successful requests of one latency to a second, and failed ones.</summary>
    public static void AddRequests(
        Interval interval,
        Step step,
        int count,
        double milliseconds,
        int failed = 0,
        int ofClass = 0
    )
    {
        for (var request = 0; request < count; request++)
        {
            var latency = TimeSpan.FromMilliseconds(milliseconds);
            var (outcome, status) = request < failed ? (Outcome.HttpStatus, 500) : (Outcome.Success, 200);
            interval.Add(
                new Measurement(step, outcome, status, 0, 0, latency, latency, 1, 1, null) { Class = ofClass },
                latency
            );
        }
    }

    /// <summary>A batch that took a time and whose running phase is stamped.</summary>
    public static BatchRecord Batch(
        double seconds,
        BatchOutcome outcome = BatchOutcome.Completed,
        double running = 1,
        bool defective = false
    )
    {
        var findings = new ResultFindings
        {
            Expected = 10,
            OutputRows = 10,
            IsComplete = true,
        };
        findings.Add(ResultDefect.Missing, defective ? 1 : 0);
        return new BatchRecord
        {
            BatchId = "batch",
            User = 1,
            Outcome = outcome,
            LastStatus = "",
            Turnaround = TimeSpan.FromSeconds(seconds),
            Polls = 1,
            Rows = 10,
            OutputRows = 10,
            ErrorRows = 0,
            Phases = new BatchPhases(null, TimeSpan.FromSeconds(running), null, null),
            Findings = findings,
        };
    }

    // One object refilled, as a journal does it: who keeps it for later has kept something else.
    private sealed class RefilledHistory(ScriptedRun run) : IRunHistory
    {
        public IntervalSequence Read() => new(Intervals());

        private IEnumerable<Interval> Intervals()
        {
            var interval = new Interval();
            for (var second = 0; second < run.Seconds; second++)
            {
                if (run.Absent.Contains(second))
                {
                    continue;
                }

                interval.Clear(First + second);
                interval.Users = run.PeakUsers;
                run.Fill(interval, second);
                yield return interval;
            }
        }
    }
}
