using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>Who sets the pace: second by second, with batches whose turnaround is known.</summary>
public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Limit_OfAHundredUsersAtFourBatchesASecond_IsSaid()
    {
        // The real control layer: 4 batches a second whatever the users; 2 s for the first, 25 s for the rest.
        var pace = Run(users: 100, seconds: 300, perSecond: 4, inFlight => Math.Max(2, inFlight / 4.0));

        Assert.Equal(4, pace.PerSecond!.Value, 0.1);
        Assert.Equal(100, pace.InFlight, 1.0);
        var words = PaceSentences.Limit(new ClosedLoad(100, 4), pace);
        Assert.StartsWith("the service set the pace: it took 4.0", words, StringComparison.Ordinal);
        Assert.Contains("of 100 users were waiting for it", words, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int, int> Healthy()
    {
        TheoryData<string, int, int, int> data = [];
        foreach (var shape in new[] { "constant", "uniform", "exponential", "slow start", "warming" })
        {
            data.Add(shape, 1, 1800, 1);
            data.Add(shape, 20, 300, 10);
            data.Add(shape, 100, 600, 20);
            data.Add(shape, 500, 120, 200);
        }

        return data;
    }

    // 20 runs of services that take what they are given.
    [Theory]
    [MemberData(nameof(Healthy))]
    public void Limit_OfAHealthyService_IsNotSaid(string shape, int users, int seconds, int perSecond)
    {
        var random = new Random(users + seconds);
        var number = 0;
        var pace = Run(
            users,
            seconds,
            perSecond,
            _ =>
                shape switch
                {
                    "uniform" => 1 + (9 * random.NextDouble()),
                    "exponential" => 1 - (4 * Math.Log(1 - random.NextDouble())),
                    // The first are slower: caches fill.
                    "slow start" => number++ < 50 ? 12 : 4,
                    "warming" => 3 + (number++ / 400.0),
                    _ => 5,
                }
        );

        Assert.Null(PaceSentences.Limit(new ClosedLoad(users, perSecond), pace));
    }

    [Fact]
    public void Growth_ComparesTheLastThirdWithTheFirst()
    {
        var second = 0;
        var growing = Run(50, 300, 5, _ => 2 + (second++ / 150.0));
        var steady = Run(50, 300, 5, _ => 3);

        Assert.InRange(growing.Growth!.Value, 1.8, 4);
        Assert.Equal(1, steady.Growth!.Value, 0.01);
    }

    [Fact]
    public void Steady_BeginsWhenAllUsersRun_AndEndsWithTheLoad()
    {
        var pace = Run(users: 20, seconds: 100, perSecond: 2, _ => 3, drain: 30);

        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(100)), (pace.From, pace.To));
        Assert.False(pace.IsWholeLoad);
    }

    // 20 s up, 30 s flat, 10 s up, and flat from then on.
    [Theory]
    [InlineData(80, 20, 50)]
    [InlineData(100, 60, 100)]
    public void Steady_OfStages_IsTheLongestFlatStretchOfTheLoad(int seconds, int from, int to)
    {
        var levels = Schedule.Of([
            new LoadStage(TimeSpan.FromSeconds(20), 0, 5),
            new LoadStage(TimeSpan.FromSeconds(30), 5, 5),
            new LoadStage(TimeSpan.FromSeconds(10), 5, 9),
        ]);
        var statistics = new RunStatistics(new StepNames(), Start, new RunTerms { Profile = new StagedUsers(levels) });
        var interval = new Interval();
        for (var second = 0; second < seconds; second++)
        {
            interval.Clear(second);
            statistics.Add(interval);
        }

        var pace = statistics.Snapshot(0, TimeSpan.FromSeconds(seconds)).Pace;
        Assert.Equal((TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to)), (pace.From, pace.To));
        Assert.False(pace.IsWholeLoad);
    }

    public static TheoryData<string> Shapes => ["rate", "users", "in flight", "stages"];

    // 10 s of warm-up, then 20 s; 3 batches begin each second, and each takes 5 s: 15 are in flight throughout.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Pace_AfterAWarmUp_IsThatOfTheService(string shape)
    {
        var pace = AfterWarmUp(shape, seconds: 20, turnaround: 5);

        Assert.Equal(3, pace.PerSecond!.Value);
        Assert.Equal(15, pace.InFlight);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)), (pace.From, pace.To));
        Assert.False(pace.IsWholeLoad);
    }

    [Fact]
    public void Pace_WhereTheWarmUpOutlastsTheRun_SaysSo()
    {
        var pace = AfterWarmUp("rate", seconds: 12, turnaround: 9, late: 1);

        Assert.True(pace.HasWarmUpInIt);
        Assert.Contains("batches of the warm-up ran beside it", PaceSentences.Of(pace), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfTheFirstBatchesAfterAWarmUp_HasThoseOfTheWarmUpInIt()
    {
        var pace = AfterWarmUp("rate", seconds: 20, turnaround: 5);

        Assert.InRange(pace.LeastLoaded!.InFlight, 15, 18);
    }

    // Each second three begin and those of so many seconds ago end; one batch of the warm-up ends so many seconds later.
    private static PaceSummary AfterWarmUp(string shape, int seconds, int turnaround, int late = 0)
    {
        LoadProfile profile = shape switch
        {
            "rate" => new ArrivalLoad(Schedule.Constant(3), ArrivalPattern.Even, 100),
            "in flight" => new InFlightLoad(15, 100),
            "stages" => new StagedUsers(Schedule.Of([new LoadStage(TimeSpan.FromSeconds(seconds), 15, 15)])),
            _ => new ClosedLoad(15, 15),
        };
        var start = Start.AddSeconds(100);
        var statistics = new RunStatistics(new StepNames(), start, new RunTerms { Profile = profile });
        var interval = new Interval();
        for (var second = -10; second < seconds; second++)
        {
            interval.Clear(100 + second);
            interval.Users = 15;
            var ends = second - turnaround >= -10 ? 3 : 0;
            if (second < 0)
            {
                interval.WarmUp.BatchesCreated = 3;
            }
            else
            {
                for (var number = 0; number < 3; number++)
                {
                    interval.BatchCreated(10, start.AddSeconds(second + (number * 0.1)));
                }
            }

            if (second < turnaround)
            {
                interval.WarmUp.BatchesEnded = ends - (late > 0 && second == turnaround - 1 ? 1 : 0);
            }
            else
            {
                for (var number = 0; number < ends; number++)
                {
                    interval.BatchesEnded.Add(
                        Ended(start.AddSeconds(second - turnaround + (number * 0.1)), TimeSpan.FromSeconds(turnaround))
                    );
                }
            }

            statistics.Add(interval);
        }

        return statistics.Snapshot(15, TimeSpan.FromSeconds(seconds)).Pace;
    }

    [Fact]
    public void PerHour_AsAThreshold_SaysItsWindow()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        Assert.True(parser.TryParse("batches.per_hour >= 14000", "--threshold", out var threshold, out _));
        var snapshot = Figures(users: 20, seconds: 120, perSecond: 2, _ => 5);

        var result = Assert.Single(ThresholdEvaluator.Evaluate([threshold], snapshot));
        Assert.Equal(14_400, result.Actual!.Value, 300.0);
        Assert.EndsWith(" in 0:10–2:00", result.ActualText, StringComparison.Ordinal);
    }

    // A closed load: each user begins another batch when the last one has ended, users spawn at the given rate.
    private static PaceSummary Run(
        int users,
        int seconds,
        int perSecond,
        Func<int, double> turnaround,
        int drain = 0
    ) => Figures(users, seconds, perSecond, turnaround, drain).Pace;

    private static RunSnapshot Figures(
        int users,
        int seconds,
        int perSecond,
        Func<int, double> turnaround,
        int drain = 0
    )
    {
        var statistics = new RunStatistics(
            new StepNames(),
            Start,
            new RunTerms { Profile = new ClosedLoad(users, perSecond) }
        );
        PriorityQueue<(DateTimeOffset CreatedAt, TimeSpan Took), double> open = new();
        var interval = new Interval();
        var present = 0;
        for (var second = 0; second < seconds + drain; second++)
        {
            interval.Clear(second);
            interval.IsStopping = second >= seconds;
            while (open.TryPeek(out var batch, out var end) && end < second + 1)
            {
                open.Dequeue();
                interval.BatchesEnded.Add(Ended(batch.CreatedAt, batch.Took));
                if (!interval.IsStopping)
                {
                    Create(end);
                }
            }

            for (var spawned = 0; spawned < perSecond && present < users; spawned++)
            {
                present++;
                Create(second + ((spawned + 0.5) / perSecond));
            }

            interval.Users = present;
            statistics.Add(interval);
        }

        return statistics.Snapshot(present, TimeSpan.FromSeconds(seconds));

        void Create(double at)
        {
            var took = TimeSpan.FromSeconds(turnaround(open.Count + 1));
            var createdAt = Start.AddSeconds(at);
            interval.BatchCreated(10, createdAt);
            open.Enqueue((createdAt, took), at + took.TotalSeconds);
        }
    }

    private static BatchRecord Ended(DateTimeOffset createdAt, TimeSpan turnaround) =>
        new()
        {
            BatchId = "batch",
            User = 1,
            Outcome = BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = turnaround,
            Polls = 1,
            Rows = 10,
            OutputRows = 10,
            CreatedAt = createdAt,
        };
}
