using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class MeasurementPumpTests
{
    [Fact]
    public async Task RecordAsync_ManyThreadsWhileDraining_LosesNothing()
    {
        const int Threads = 8;
        const int Each = 20_000;
        var (pump, _) = CreatePump(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = pump.RunAsync(_ => { }, stop.Token);

        await Task.WhenAll(
            Enumerable
                .Range(0, Threads)
                .Select(thread =>
                    Task.Run(() =>
                    {
                        for (var i = 0; i < Each; i++)
                        {
                            pump.Record(Measure.Of((Step)(i % StepCatalogue.Steps.Count)));
                            if (i % 10 == 0)
                            {
                                pump.BatchCreated(10);
                                pump.BatchEnded(Measure.Batch());
                            }
                        }
                    })
                )
        );
        await stop.CancelAsync();
        await running;
        var final = pump.Finish(TimeSpan.FromSeconds(1));

        Assert.Equal(Threads * Each, final.Total.Requests);
        Assert.Equal(Threads * Each / 10, final.Batches.Created);
        Assert.Equal(Threads * Each / 10, final.Batches[BatchOutcome.Completed]);
        Assert.Equal(0, final.Batches.InFlight);
    }

    [Fact]
    public async Task RunAsync_FakeTime_PublishesEachWholeSecond()
    {
        var clock = new FakeTimeProvider();
        var (pump, _) = CreatePump(clock, users: 4);
        using var stop = new CancellationTokenSource();
        var published = new List<RunSnapshot>();
        var running = pump.RunAsync(published.Add, stop.Token);

        for (var tick = 1; tick <= 35; tick++)
        {
            pump.Record(Measure.Of(start: clock.GetTimestamp()));
            clock.Advance(MeasurementPump.DrainInterval);
            var due = tick / 10;
            await Eventually.TrueAsync(() => published.Count == due, $"snapshot {due}");
        }

        await stop.CancelAsync();
        await running;

        Assert.Equal([1.0, 2.0, 3.0], published.Select(snapshot => snapshot.Elapsed.TotalSeconds));
        Assert.Equal([10L, 20L, 30L], published.Select(snapshot => snapshot.Total.Requests));
        Assert.All(published, snapshot => Assert.Equal(4, snapshot.Users));
        Assert.Same(published[^1], pump.Latest);
        Assert.Equal(35, pump.Finish(TimeSpan.FromSeconds(3.5)).Total.Requests);
    }

    // The page and what scrapes it saw no user before the warm-up was over.
    [Fact]
    public async Task RunAsync_WarmUp_PublishesUsersEachSecondAndCountsNothing()
    {
        var clock = new FakeTimeProvider();
        var (pump, _) = CreatePump(clock, users: 4, warmUp: TimeSpan.FromSeconds(2));
        using var stop = new CancellationTokenSource();
        var published = new List<RunSnapshot>();
        var running = pump.RunAsync(published.Add, stop.Token);

        for (var second = 1; second <= 4; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var due = second;
            await Eventually.TrueAsync(() => published.Count == due, $"snapshot {due}");
        }

        await stop.CancelAsync();
        await running;

        Assert.Equal([0.0, 0, 1, 2], published.Select(snapshot => snapshot.Elapsed.TotalSeconds));
        Assert.All(published, snapshot => Assert.Equal(4, snapshot.Users));
    }

    [Fact]
    public async Task RunAsync_LateTick_DoesNotShiftLaterSnapshots()
    {
        var clock = new FakeTimeProvider();
        var (pump, _) = CreatePump(clock);
        using var stop = new CancellationTokenSource();
        var published = new List<double>();
        var running = pump.RunAsync(snapshot => published.Add(snapshot.Elapsed.TotalSeconds), stop.Token);

        clock.Advance(TimeSpan.FromSeconds(1.7));
        await Eventually.TrueAsync(() => published.Count == 1, "the late snapshot");
        clock.Advance(TimeSpan.FromSeconds(0.3));
        await Eventually.TrueAsync(() => published.Count == 2, "the next snapshot");
        await stop.CancelAsync();
        await running;

        // The late one shows the second that was over, not what came after it.
        Assert.Equal([1.0, 2.0], published);
    }

    [Fact]
    public void Finish_NeverRun_TakesEverything()
    {
        var (pump, _) = CreatePump(new FakeTimeProvider());
        pump.Record(Measure.Of());
        pump.BatchCreated(10);
        pump.BatchEnded(Measure.Batch(BatchOutcome.Unfinished));

        var final = pump.Finish(TimeSpan.FromSeconds(2));

        Assert.Equal(1, final.Total.Requests);
        Assert.Equal(0.5, final.Total.TotalRate);
        Assert.Equal(1, final.Batches[BatchOutcome.Unfinished]);
        Assert.Same(final, pump.Latest);
    }

    // Asked after the buffers were swapped, it would say of a request that ended meanwhile that it was handed in already.
    [Fact]
    public void Finish_WhatEndsWhileTheOldestStartIsAskedFor_IsInTheIntervalThatSaysSo()
    {
        var clock = new FakeTimeProvider();
        var time = RunClock.StartNow(clock);
        var journal = new Starts();
        var collector = new StatisticsCollector(new StepNames(), time, () => default, watch: null, journal);
        MeasurementPump? pump = null;
        pump = new MeasurementPump(
            collector,
            clock,
            time,
            oldestStart: () =>
            {
                pump!.Record(Measure.Of());
                return 4_711;
            }
        );

        pump.Finish(TimeSpan.FromSeconds(1));

        Assert.Equal([(1L, 4_711L)], journal.Intervals);
    }

    [Fact]
    public void Latest_BeforeTheRun_IsEmptyAndThere() =>
        Assert.Equal(0, CreatePump(new FakeTimeProvider()).Pump.Latest.Total.Requests);

    private static (MeasurementPump Pump, StatisticsCollector Collector) CreatePump(
        TimeProvider clock,
        int users = 1,
        TimeSpan warmUp = default
    )
    {
        var time = RunClock.StartNow(clock, warmUp);
        var collector = new StatisticsCollector(new StepNames(), time, () => new LoadState(users));
        return (new MeasurementPump(collector, clock, time), collector);
    }

    private sealed class Starts : IIntervalSink
    {
        public List<(long Requests, long CompleteBefore)> Intervals { get; } = [];

        public void Write(Interval interval) =>
            Intervals.Add((interval.Steps[Step.Upload].Requests, interval.StartsCompleteBefore));
    }
}
