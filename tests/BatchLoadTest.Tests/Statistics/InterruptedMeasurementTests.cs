using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class InterruptedMeasurementTests
{
    [Fact]
    public void Add_InterruptedOnly_ShowsTheStepAndNothingElse()
    {
        var clock = new FakeTimeProvider();
        var collector = new StatisticsCollector(new StepNames(), RunClock.StartNow(clock), () => new LoadState(1));
        collector.Add(Measure.Of(Step.Poll, Outcome.Interrupted, status: 200, start: clock.GetTimestamp()));

        var snapshot = collector.Snapshot(TimeSpan.FromSeconds(1));
        var poll = Assert.Single(snapshot.Steps);

        Assert.Equal(1, poll.Interrupted);
        Assert.Equal(0, poll.Requests);
        Assert.Equal(0, poll.Failures);
        Assert.Equal(0, poll.KeyPending);
        Assert.Equal(0, poll.BytesSent);
        Assert.Equal(0, poll.BytesReceived);
        Assert.Equal(0, poll.Latency.Count);
        Assert.Equal(0, poll.TimeToFirstByte.Count);
        Assert.Equal(0, poll.CurrentRate);
        Assert.Equal(0, poll.TotalRate);
        Assert.Null(poll.FailedShare);
        Assert.Empty(snapshot.Failures);
    }
}
