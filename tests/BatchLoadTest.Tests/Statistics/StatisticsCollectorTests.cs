using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class StatisticsCollectorTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly long start;
    private readonly StatisticsCollector collector;

    public StatisticsCollectorTests()
    {
        var time = RunClock.StartNow(clock);
        start = time.Start;
        collector = new StatisticsCollector(new StepNames(), time, () => new LoadState(1));
    }

    [Fact]
    public void Snapshot_NothingYet_HasNoStepsAndNoShare()
    {
        var snapshot = collector.Snapshot(TimeSpan.Zero);

        Assert.Empty(snapshot.Steps);
        Assert.Null(snapshot.Total.FailedShare);
        Assert.Null(snapshot.Batches.FailedShare);
        Assert.Equal(0, snapshot.Total.TotalRate);
    }

    [Fact]
    public void Add_KeyPending_CountsAsRequestAndNotAsFailure()
    {
        collector.Add(Measure.Of(outcome: Outcome.KeyPending, status: 401));
        collector.Add(Measure.Of());

        var total = Snapshot().Total;

        Assert.Equal(2, total.Requests);
        Assert.Equal(1, total.KeyPending);
        Assert.Equal(0, total.Failures);
        Assert.Equal(0, total.FailedShare);
        Assert.Empty(Snapshot().Failures);
    }

    [Fact]
    public void Add_Resent_CountsAsRequestAndNotAsFailure()
    {
        collector.Add(Measure.Of(outcome: Outcome.Resent, status: 0));
        collector.Add(Measure.Of());
        collector.Add(Measure.Of());
        collector.Add(Measure.Of());

        var total = Snapshot().Total;

        Assert.Equal(4, total.Requests);
        Assert.Equal(1, total.Resent);
        Assert.Equal(0.25, total.ResentShare);
        Assert.Equal(0, total.Failures);
        Assert.Empty(Snapshot().Failures);
        var rate = new MetricCatalogue().Find("requests.resent_rate")!;
        Assert.Equal(0.25, rate.Read(Snapshot() with { IsWatched = true }));
        // As of a journal of format 1.
        Assert.Null(rate.Read(Snapshot() with { IsWatched = false }));
    }

    [Fact]
    public void ResentRate_WithoutARequest_HasNoData() =>
        Assert.Null(new MetricCatalogue().Find("requests.resent_rate")!.Read(Snapshot() with { IsWatched = true }));

    [Fact]
    public void Add_FailedRequests_AreInTheLatencyToo()
    {
        collector.Add(Measure.Of(milliseconds: 10));
        collector.Add(Measure.Of(outcome: Outcome.TimedOut, status: 0, milliseconds: 60_000));

        var total = Snapshot().Total;

        Assert.Equal(2, total.Latency.Count);
        Assert.Equal(60_000, total.Latency.Max.TotalMilliseconds);
        Assert.Equal(0.5, total.FailedShare);
        // The time-out came without headers.
        Assert.Equal(1, total.TimeToFirstByte.Count);
    }

    [Fact]
    public void Failures_OfSeveralKinds_AreToldApartWithFirstAndLastTime()
    {
        collector.Add(Failure(Step.Upload, Outcome.HttpStatus, 429, atSeconds: 5, detail: "slow down"));
        collector.Add(Failure(Step.Upload, Outcome.HttpStatus, 429, atSeconds: 2, detail: "slower"));
        collector.Add(Failure(Step.Upload, Outcome.HttpStatus, 503, atSeconds: 3));
        collector.Add(Failure(Step.Poll, Outcome.HttpStatus, 429, atSeconds: 4));
        collector.Add(Failure(Step.Poll, Outcome.MalformedBody, 200, atSeconds: 6));
        collector.Add(Failure(Step.Poll, Outcome.MalformedBody, 201, atSeconds: 7));

        var failures = Snapshot().Failures;

        Assert.Equal(
            [
                ("upload", "http_429", 2L, 2.0, 5.0),
                ("poll", "malformed_body", 2L, 6.0, 7.0),
                ("upload", "http_503", 1L, 3.0, 3.0),
                ("poll", "http_429", 1L, 4.0, 4.0),
            ],
            failures.Select(each =>
                (each.Step.Id, each.Kind, each.Count, each.First.TotalSeconds, each.Last.TotalSeconds)
            )
        );
        Assert.Equal("slow down", failures[0].Example);
        Assert.Equal("", failures[2].Example);
    }

    [Fact]
    public void Total_ManyMeasurements_IsTheSumOfTheSteps()
    {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            collector.Add(
                Measure.Of(
                    (Step)random.Next(StepCatalogue.Steps.Count),
                    (Outcome)random.Next((int)Outcome.Other + 1),
                    status: random.Next(2) * 200,
                    milliseconds: random.Next(1, 10_000)
                )
            );
        }

        var snapshot = Snapshot();

        Assert.Equal(StepCatalogue.Steps.Count, snapshot.Steps.Count);
        AssertSum(snapshot, step => step.Requests);
        AssertSum(snapshot, step => step.Failures);
        AssertSum(snapshot, step => step.KeyPending);
        AssertSum(snapshot, step => step.Interrupted);
        AssertSum(snapshot, step => step.BytesSent);
        AssertSum(snapshot, step => step.BytesReceived);
        AssertSum(snapshot, step => step.Latency.Count);
        AssertSum(snapshot, step => step.TimeToFirstByte.Count);
        Assert.Equal(snapshot.Total.TotalRate, snapshot.Steps.Sum(step => step.TotalRate), 9);
        var ownFaults = snapshot.OwnFaults.Sum(fault => fault.Count);
        Assert.Equal(5_000, snapshot.Total.Requests + snapshot.Total.Interrupted + ownFaults);
        Assert.Equal(snapshot.Total.Failures, snapshot.Failures.Sum(failure => failure.Count));
    }

    [Fact]
    public void Snapshot_TakenEarlier_DoesNotChange()
    {
        collector.Add(Measure.Of());
        collector.BatchCreated(10);
        var earlier = Snapshot();

        collector.Add(Measure.Of(outcome: Outcome.TimedOut, status: 0));
        collector.BatchEnded(Measure.Batch());

        Assert.Equal(1, earlier.Total.Requests);
        Assert.Empty(earlier.Failures);
        Assert.Equal(1, earlier.Batches.InFlight);
        Assert.Equal(0, earlier.Batches[BatchOutcome.Completed]);
    }

    [Fact]
    public void Rates_OverTheRun_FollowTheRequests()
    {
        for (var second = 0; second < 20; second++)
        {
            for (var i = 0; i < 3; i++)
            {
                collector.Add(At(second));
            }
        }

        collector.Add(At(15) with { Outcome = Outcome.HttpStatus, Status = 500 });
        var total = collector.Snapshot(TimeSpan.FromSeconds(20)).Total;

        Assert.Equal(61.0 / 20, total.TotalRate, 9);
        Assert.Equal(3.1, total.CurrentRate, 9);
        Assert.Equal(0.1, total.CurrentFailureRate, 9);
    }

    private RunSnapshot Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(10));

    private Measurement At(double seconds) =>
        Measure.Of(start: start + (long)(seconds * clock.TimestampFrequency), milliseconds: 1);

    private Measurement Failure(Step step, Outcome outcome, int status, double atSeconds, string? detail = null) =>
        Measure.Of(step, outcome, status, milliseconds: atSeconds * 1000, start: start, detail: detail);

    private static void AssertSum(RunSnapshot snapshot, Func<StepSummary, long> figure) =>
        Assert.Equal(figure(snapshot.Total), snapshot.Steps.Sum(figure));
}
