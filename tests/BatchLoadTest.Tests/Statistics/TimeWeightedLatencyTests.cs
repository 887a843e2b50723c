using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Statistics;

public sealed class TimeWeightedLatencyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Each second weighs 1. 20 seconds: 19 of them must not exceed the figure.
    [Fact]
    public void P95_OneRequestASecond_IsThe95thPercentileOfTheRequests()
    {
        var requests = Enumerable.Range(0, 20).Select(second => WeighedRequest.At(second + 0.1, 0.01 * (second + 1)));

        AssertWithinABucket(TimeSpan.FromMilliseconds(190), P95([.. requests]));
    }

    // 100 fast requests in one second weigh as much as a slow one in another: two seconds, and 95 % of both is the slow one.
    [Fact]
    public void P95_ManyInOneSecondAndOneInAnother_IsThatOfTheSeconds()
    {
        var many = Enumerable.Range(0, 100).Select(each => WeighedRequest.At(0.001 * each, 0.05));

        Assert.Equal(700, Milliseconds([.. many, WeighedRequest.At(1.1, 0.7)]));
    }

    // Seconds 0 to 9: latency 10 s, then 9.5 s left at the beginning of 1, 8.5 of 2 ... 0.5 of 10: 11 seconds, each its own.
    [Fact]
    public void P95_ARequestOverSeveralSeconds_CountsInEachWithWhatIsLeft()
    {
        var requests = new[] { WeighedRequest.At(0.5, 10) };

        Assert.Equal(10_000, Milliseconds(requests));
        Assert.Equal([10_000, 9_500, 8_500], new[] { 1.0, 0.9, 0.8 }.Select(share => Percentile(requests, share)));
    }

    [Fact]
    public void P95_ClosedLoopThatFreezes_IsTheFreezeWhileTheOrdinaryOneIsNot()
    {
        var requests = WeighedRequest.ClosedLoop(
            users: 20,
            seconds: 40,
            latency: 0.05,
            frozenFrom: 15.02,
            frozenFor: 10
        );

        var total = WeighedLoad.Figures(requests).Total;

        // 41 seconds, of which 15 to 24 begin and stand in the freeze: 95 % are below the longest 2.05 of them.
        Assert.Equal(50, total.Latency.P95.TotalMilliseconds, 1.0);
        Assert.Equal(8_060, total.P95ByTime!.Value.TotalMilliseconds, 60.0);
        AssertWithinABucket(WeighedRequest.P95(requests), total.P95ByTime);
    }

    [Fact]
    public void P95_ServiceThatAnswersNothingMore_HasTheAgesOfWhatWasCutOff()
    {
        var requests = WeighedRequest.ClosedLoop(
            20,
            seconds: 30,
            0.05,
            frozenFrom: 5.02,
            frozenFor: 1000,
            cutOff: true
        );

        var total = WeighedLoad.Figures(requests).Total;

        Assert.Equal(20, total.Interrupted);
        Assert.Equal(50, total.Latency.Max.TotalMilliseconds, 1.0);
        AssertWithinABucket(WeighedRequest.P95(requests), total.P95ByTime);
        Assert.InRange(total.P95ByTime!.Value.TotalSeconds, 23, 24.1);
    }

    [Fact]
    public void P95_OnlyInterruptedRequests_HasAValueWhereTheOrdinaryOneHasNone()
    {
        var poll = Assert.Single(WeighedLoad.Figures([WeighedRequest.At(0.5, 4, isInterrupted: true)]).Steps);

        Assert.Equal(0, poll.Latency.Count);
        Assert.Equal(4_000, poll.P95ByTime!.Value.TotalMilliseconds);
    }

    [Fact]
    public void P95_RequestThatNeverLeft_WeighsNothing()
    {
        var figures = WeighedLoad.Figures([
            WeighedRequest.At(0.1, 0.3),
            .. Enumerable.Repeat(WeighedRequest.At(0.9, 0, isInterrupted: true), 1000),
        ]);

        Assert.Equal(300, figures.Total.P95ByTime!.Value.TotalMilliseconds);
    }

    [Fact]
    public void P95_WithoutARequest_HasNoData() => Assert.Null(WeighedLoad.Figures([]).Total.P95ByTime);

    // A soak of a user who asks now and then: seconds without anything weigh nothing.
    [Fact]
    public void P95_SecondsWithNothing_WeighNothing()
    {
        var requests = Enumerable.Range(0, 40).Select(each => WeighedRequest.At((each * 30) + 0.2, 0.001 * (each + 1)));

        AssertWithinABucket(TimeSpan.FromMilliseconds(38), P95([.. requests]));
    }

    [Fact]
    public void P95_EndingExactlyWhereASecondBegins_IsOpenInItWithNothingLeft()
    {
        // Second 0: 1 s. Second 1: nothing left. 95 % of two seconds is the longer one, half of them the other.
        var requests = new[] { WeighedRequest.At(0, 1) };

        Assert.Equal(1_000, Milliseconds(requests));
        Assert.Equal(0.001, Percentile(requests, 0.5));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(600)]
    [InlineData(1700)]
    public void P95_FreezeLongerThanStartsAreKept_IsStillExact(int seconds)
    {
        var requests = WeighedRequest.ClosedLoop(5, seconds: seconds + 20, 0.4, frozenFrom: 10.1, frozenFor: seconds);

        AssertWithinABucket(WeighedRequest.P95(requests), WeighedLoad.Figures(requests).Total.P95ByTime);
    }

    // Ten a second for 300 s and 20 that hang from second 5 on for 200 s: that second was weighed without them. They then
    // share it as 30 do: it weighs 1 and 20/30 instead of 1.
    [Fact]
    public void P95_LaterThanAnyoneWaitsFor_WeighsAsOneOfThoseKnownByThen()
    {
        var requests = Enumerable
            .Range(0, 3000)
            .Select(each => WeighedRequest.At(0.1 * each, 0.02))
            .Concat(Enumerable.Repeat(WeighedRequest.At(5.5, 200), 20))
            .ToList();
        var times = new TimeWeightedLatency(0);
        Feed(times, requests);
        var scratch = new WeightedTimes();
        times.P95(scratch);

        // 300 seconds of fast ones; above them 20/30 of a second.
        Assert.InRange(scratch.AtShare(300 / (300 + (2 / 3.0)) - 1e-6)!.Value, 20_000, 20_015);
        Assert.InRange(scratch.AtShare(300 / (300 + (2 / 3.0)) + 1e-6)!.Value, 200_000_000, 200_200_000);
    }

    [Fact]
    public void P95_WhoKnowsTheOldestOpenRequest_WaitsForItHoweverLong()
    {
        // One user whose requests take so long that every second but their first is empty.
        var requests = WeighedRequest.ClosedLoop(users: 2, seconds: 2500, latency: 61.7);

        AssertWithinABucket(
            WeighedRequest.P95(requests),
            WeighedLoad.Figures(requests, knowsOldest: true).Total.P95ByTime
        );
    }

    // More different times than are kept for long: none of its requests takes as long as the least wait.
    [Fact]
    public void P95_OfManyRequestsOfManyTimes_IsExactWhoeverIsTheOldest()
    {
        var random = new Random(1);
        var requests = Enumerable
            .Range(0, 30_000)
            .Select(_ => WeighedRequest.At(50 * random.NextDouble(), 12 * Math.Pow(random.NextDouble(), 3)))
            .ToList();

        AssertWithinABucket(WeighedRequest.P95(requests), WeighedLoad.Figures(requests).Total.P95ByTime);
    }

    [Fact]
    public void P95_OfARunThatStartsWithinASecond_CountsWholeSecondsOfTheWallClock()
    {
        var requests = WeighedRequest
            .ClosedLoop(3, 20, 0.7, frozenFrom: 4.2, frozenFor: 6)
            .ConvertAll(request => request with { Start = request.Start + TimeSpan.FromSeconds(0.7) });

        AssertWithinABucket(WeighedRequest.P95(requests), WeighedLoad.Figures(requests, runStart: 0.7).Total.P95ByTime);
    }

    // What ended in one second but is handed in after something of the next one is still of its own seconds.
    [Fact]
    public void P95_HandedInLate_CountsInTheSecondsInWhichItWasOpen()
    {
        var times = new TimeWeightedLatency(0);
        var counters = new StepCounters();
        var late = Measure.Of(Step.Poll, milliseconds: 2_400);
        counters.Add(late);
        // It is counted in second 3, ended 0.1 s before that began, and so began 0.5 s into second 0.
        counters.Starts.Add(late, TimeSpan.FromSeconds(-0.1));
        AddTo(times, 3, counters);

        var scratch = new WeightedTimes();
        times.P95(scratch);

        // 2.4 s in second 0, 1.9 s left in 1, 0.9 s in 2, and second 3 is none of its own.
        Assert.Equal(
            [2_400_000L, 1_900_000L, 900_000L],
            new[] { 1.0, 0.6, 0.3 }.Select(share => RoundedDown(scratch.AtShare(share)!.Value))
        );
    }

    [Fact]
    public void P95_OfAnyLoad_IsThatOfTheDefinition() =>
        Law.Holds(
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from knowsOldest in Gen.Elements(true, false)
            select (seed, knowsOldest),
            run =>
            {
                var requests = RandomRequests(new Random(run.seed));
                AssertThatOfTheDefinition(requests, WeighedLoad.Figures(requests, run.knowsOldest));
            }
        );

    [Fact]
    public void P95_OfAnyLoadInSeveralProcesses_IsThatOfTheDefinitionAndOfTheirJournalsInAnyOrder() =>
        Law.Holds(
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from processes in Gen.Choose(2, 3)
            from knowsOldest in Gen.Elements(true, false)
            select (seed, processes, knowsOldest),
            run =>
            {
                var random = new Random(run.seed);
                var all = Enumerable.Range(0, run.processes).Select(_ => RandomRequests(random)).ToList();
                var recorded = all.Select(
                        (requests, index) =>
                        {
                            var path = Path.Combine(folder.Path, $"{index}.jsonl");
                            var (live, read) = WeighedLoad.Record(path, requests, run.knowsOldest, $"run-{index}");
                            AssertThatOfTheDefinition(requests, live);
                            AssertSame(live, read.Final);
                            return read;
                        }
                    )
                    .ToList();

                var one = Merge(recorded);
                AssertThatOfTheDefinition([.. all.SelectMany(requests => requests)], one);
                recorded.Reverse();
                AssertSame(one, Merge(recorded));
            },
            count: 30
        );

    private static List<WeighedRequest> RandomRequests(Random random)
    {
        List<WeighedRequest> requests = [];
        var (seconds, busy) = (1 + random.Next(40), random.NextDouble());
        for (var second = 0; second < seconds; second++)
        {
            var count = random.NextDouble() < busy ? random.Next(12) : 0;
            for (var each = 0; each < count; each++)
            {
                // To the tick, and at times right on the edge of a second.
                var start = random.Next(8) == 0 ? 0 : random.Next((int)TimeSpan.TicksPerSecond);
                var latency = random.Next(10) switch
                {
                    0 => TimeSpan.FromSeconds(random.Next(60)).Ticks,
                    1 => (long)(random.NextDouble() * 50 * TimeSpan.TicksPerSecond),
                    _ => (long)Math.Exp(random.NextDouble() * 16),
                };
                requests.Add(
                    new WeighedRequest(
                        TimeSpan.FromTicks((second * TimeSpan.TicksPerSecond) + start),
                        TimeSpan.FromTicks(Math.Max(1, latency)),
                        (Step)random.Next(3),
                        random.Next(15) == 0
                    )
                );
            }
        }

        return requests;
    }

    private RunSnapshot Merge(List<RecordedRun> runs)
    {
        var facts = RunMerge.Facts(runs);
        var path = Path.Combine(folder.Path, "merged.jsonl");
        using (var journal = new JournalWriter(path, facts, problem => Assert.Fail(problem)))
        {
            var (final, _) = RunMerge.Write(runs, facts, journal);
            journal.End(SampleRun.Report.Ending, [], exitCode: 0);
            AssertSame(final, RecordedRun.Read(path).Final);
            return final;
        }
    }

    private static void AssertThatOfTheDefinition(List<WeighedRequest> requests, RunSnapshot figures)
    {
        AssertWithinABucket(WeighedRequest.P95(requests), figures.Total.P95ByTime);
        foreach (var step in figures.Steps)
        {
            var ofStep = requests.Where(request => request.Step == step.Step!.Step).ToList();
            AssertWithinABucket(WeighedRequest.P95(ofStep), step.P95ByTime);
        }
    }

    private static void AssertSame(RunSnapshot expected, RunSnapshot actual)
    {
        Assert.Equal(expected.Total.P95ByTime, actual.Total.P95ByTime);
        Assert.Equal(
            expected.Steps.Select(step => (step.Step!.Id, step.P95ByTime)),
            actual.Steps.Select(step => (step.Step!.Id, step.P95ByTime))
        );
    }

    // Never less than what was measured, and in the same bucket of three digits.
    private static void AssertWithinABucket(TimeSpan? expected, TimeSpan? actual)
    {
        Assert.Equal(expected.HasValue, actual.HasValue);
        if (expected is { } exact)
        {
            var microseconds = Math.Max(1, (exact.Ticks + 9) / 10);
            Assert.InRange(actual!.Value.Ticks, exact.Ticks, LatencyHistogram.LastOfBucket(microseconds) * 10);
        }
    }

    private static double Milliseconds(IReadOnlyCollection<WeighedRequest> requests) =>
        P95(requests)!.Value.TotalMilliseconds;

    private static TimeSpan? P95(IReadOnlyCollection<WeighedRequest> requests) =>
        WeighedLoad.Figures(requests).Total.P95ByTime;

    private static double Percentile(IReadOnlyCollection<WeighedRequest> requests, double share)
    {
        var times = new TimeWeightedLatency(0);
        Feed(times, requests);
        var scratch = new WeightedTimes();
        times.P95(scratch);
        return RoundedDown(scratch.AtShare(share)!.Value) / 1e3;
    }

    // To the bucket's smallest value.
    private static long RoundedDown(long lastOfBucket) =>
        LatencyHistogram.BucketOf(TimeSpan.FromMicroseconds(lastOfBucket)) is var first && first < 2048
            ? first
            : (long)(Math.Ceiling(first / 10_000.0) * 10_000);

    private static void Feed(TimeWeightedLatency times, IReadOnlyCollection<WeighedRequest> requests)
    {
        foreach (var second in requests.GroupBy(request => request.EndSecond).OrderBy(second => second.Key))
        {
            var counters = new StepCounters();
            foreach (var request in second)
            {
                var measurement = Measure.Of(request.Step, milliseconds: request.Latency.TotalMilliseconds);
                counters.Add(measurement);
                counters.Starts.Add(measurement, request.End - TimeSpan.FromSeconds(second.Key));
            }

            AddTo(times, second.Key, counters);
        }
    }

    private static void AddTo(TimeWeightedLatency times, long second, StepCounters counters)
    {
        var began = new TimeCounts();
        counters.Starts.OthersOf(counters.Latency, began);
        times.Add(second, counters, began);
        times.Settle(second, completeBefore: 0);
    }
}
