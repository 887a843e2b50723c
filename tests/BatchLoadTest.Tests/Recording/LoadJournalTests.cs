using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Recording;

/// <summary>What the journal keeps of loads that are no number of users.</summary>
public sealed class LoadJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Profiles => ["users", "staged", "rate", "staged rate", "in flight"];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Plan_IsReadAsItWasWritten(string kind)
    {
        var plan = SampleRun.Plan with
        {
            Profile = Profile(kind),
            WarmUp = TimeSpan.FromSeconds(60),
            Pacing = TimeSpan.FromSeconds(10),
            IterationsPerUser = 3,
        };
        var run = RoundTrip(plan, new Interval { Second = SampleRun.Report.Run.StartedAt.ToUnixTimeSeconds() });

        Assert.Equal(plan.Profile, run.Run.Plan.Profile);
        Assert.Equal(
            (plan.WarmUp, plan.Pacing, plan.IterationsPerUser),
            (run.Run.Plan.WarmUp, run.Run.Plan.Pacing, run.Run.Plan.IterationsPerUser)
        );
    }

    [Fact]
    public void StartsAndWarmUp_AreReadAsTheyWereWritten()
    {
        var interval = new Interval
        {
            Second = SampleRun.Report.Run.StartedAt.ToUnixTimeSeconds() + 1,
            IterationsStarted = 5,
            StartsDropped = 2,
            StartsLateByPacing = 1,
        };
        interval.StartDelays.Record(TimeSpan.FromMilliseconds(3));
        interval.Workflows.Record(TimeSpan.FromSeconds(4));
        interval.WarmUp.Requests = 70;
        interval.WarmUp.Failures = 2;
        interval.WarmUp.BatchesCreated = 10;
        interval.WarmUp.BatchesCompleted = 9;
        interval.WarmUp.BatchesFailed = 1;
        interval.WarmUp.BatchesEnded = 10;
        var run = RoundTrip(SampleRun.Plan, interval);
        var final = run.Final;

        Assert.Equal((5L, 2L, 1L), (final.Starts.Started, final.Starts.Dropped, final.Starts.LateByPacing));
        Assert.Equal(TimeSpan.FromMilliseconds(3), final.Starts.Delay.Max);
        Assert.Equal(TimeSpan.FromSeconds(4), final.Starts.Workflow.Max);
        Assert.Equal(new WarmUpSummary(70, 2, 10, 9, 1, 0), final.WarmUp);
        var ended = 0L;
        foreach (var second in run.History.Read())
        {
            ended += second.WarmUp.BatchesEnded;
        }

        Assert.Equal(10, ended);
        // In no other figure.
        Assert.Equal((0L, 0L), (final.Total.Requests, final.Batches.Created));
    }

    private static LoadProfile Profile(string kind)
    {
        var stages = Schedule.Of([
            new LoadStage(TimeSpan.FromSeconds(30), 0, 10),
            new LoadStage(TimeSpan.FromMinutes(2), 10, 10),
        ]);
        return kind switch
        {
            "staged" => new StagedUsers(stages),
            "rate" => new ArrivalLoad(Schedule.Constant(0.25), ArrivalPattern.Even, 77),
            "staged rate" => new ArrivalLoad(stages, ArrivalPattern.Poisson, 10_000),
            "in flight" => new InFlightLoad(50, 10_000),
            _ => new ClosedLoad(100, 2.5),
        };
    }

    private RecordedRun RoundTrip(LoadPlan plan, Interval interval)
    {
        var path = Path.Combine(folder.Path, JournalWriter.FileName);
        using (var journal = new JournalWriter(path, SampleRun.Report.Run with { Plan = plan }, _ => { }))
        {
            journal.Write(interval);
            journal.End(SampleRun.Report.Ending, [], 0);
        }

        return RecordedRun.Read(folder.Path);
    }
}
