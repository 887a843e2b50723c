using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>A few requests are kept whole: failures of different words, and the slowest of each step.</summary>
public sealed class ExamplesTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Failures_OfDifferentWords_AreKeptBeforeThoseOfTheSame()
    {
        var counts = new FailureCounts();
        foreach (var number in Enumerable.Range(1, 8))
        {
            counts.Add(Failed($"upstream {number} gone", $"same-{number}"), TimeSpan.FromSeconds(number));
        }

        Assert.Equal(["same-1", "same-2", "same-3", "same-4", "same-5"], Ids(counts));

        counts.Add(Failed("database is full", "other"), TimeSpan.FromSeconds(9));
        counts.Add(Failed("database is full", "other-2"), TimeSpan.FromSeconds(9));

        Assert.Equal(["same-1", "same-2", "same-3", "same-4", "other"], Ids(counts));
    }

    [Fact]
    public void Slowest_OfEachStep_AreKeptByWhatTheyTook()
    {
        var slowest = new SlowestRequests();
        foreach (var milliseconds in Enumerable.Range(1, 30).Select(number => (number * 7) % 30))
        {
            slowest.Offer(Example(Step.Poll, milliseconds));
        }

        slowest.Offer(Example(Step.Create, 3));

        Assert.Equal(
            [29, 28, 27, 26, 25, 24, 23, 22, 21, 20],
            slowest
                .All.Where(example => example.Step == Step.Poll)
                .Select(example => example.Identity.Latency.TotalMilliseconds)
        );
        Assert.Single(slowest.All, example => example.Step == Step.Create);
    }

    [Fact]
    public void Slow_IsWhatIsSlowerThanTheTenSlowest()
    {
        var bounds = new SlowBounds();
        var slowest = new SlowestRequests();
        Assert.True(bounds.IsSlow(Step.Poll, TimeSpan.Zero));
        foreach (var milliseconds in Enumerable.Range(1, 10))
        {
            slowest.Offer(Example(Step.Poll, milliseconds));
        }

        slowest.TellBounds(bounds);

        Assert.False(bounds.IsSlow(Step.Poll, TimeSpan.FromMilliseconds(1)));
        Assert.True(bounds.IsSlow(Step.Poll, TimeSpan.FromMilliseconds(2)));
        Assert.True(bounds.IsSlow(Step.Create, TimeSpan.Zero));
    }

    [Fact]
    public void LongRun_RecordsNoMoreThanItKeeps()
    {
        var recorded = new CountingSink();
        var collector = new StatisticsCollector(
            new StepNames(),
            RunClock.StartNow(clock),
            () => new LoadState(1),
            journal: recorded
        );
        for (var second = 0; second < 100; second++)
        {
            for (var number = 0; number < 50; number++)
            {
                collector.Add(Failed($"upstream {number} gone", "id") with { Start = clock.GetTimestamp() });
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var final = collector.Snapshot(TimeSpan.FromSeconds(100));

        Assert.Equal(FailureExamples.Max, Assert.Single(final.Failures).Examples.Count);
        Assert.Equal(SlowestRequests.MaxOfStep, final.Slowest.Count);
        Assert.Equal(FailureExamples.Max, recorded.Examples);
        Assert.Equal(SlowestRequests.MaxOfStep, recorded.Slowest);
    }

    private static IEnumerable<string?> Ids(FailureCounts counts) =>
        Assert.Single(counts.All).Examples.All.Select(example => example.Identity.RequestId);

    private static Measurement Failed(string words, string id) =>
        Measure.Of(Step.Create, Outcome.HttpStatus, 503, detail: words) with
        {
            Identity = new RequestIdentity("POST", "/v1/batches", TimeSpan.FromMilliseconds(10)) { RequestId = id },
        };

    private static RequestExample Example(Step step, int milliseconds) =>
        new(
            step,
            Outcome.Success,
            200,
            TimeSpan.FromSeconds(1),
            new RequestIdentity("GET", "/", TimeSpan.FromMilliseconds(milliseconds)),
            Words: null
        );

    private sealed class CountingSink : IIntervalSink
    {
        public int Examples { get; private set; }

        public int Slowest { get; private set; }

        public void Write(Interval interval)
        {
            Examples += interval.Failures.All.Sum(failure => failure.Examples.All.Count());
            Slowest += interval.Slowest.All.Count();
        }
    }
}
