using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>The figures of a window are those of a run that has only the window's seconds.</summary>
public sealed class SlidingWindowsTests
{
    private const long First = 1_700_000_000;
    private static readonly StepNames Names = new();
    private static readonly DateTimeOffset StartedAt = DateTimeOffset.FromUnixTimeSeconds(First);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 12)]
    [InlineData(4, 30)]
    public void EveryMetric_IsThatOfTheSecondsAlone(int seed, int seconds)
    {
        var metrics = Metrics();
        var windows = new SlidingWindows(Names, StartedAt);
        metrics.ForEach(metric => windows.Keep(seconds, metric.Times));
        var intervals = Intervals(seed, count: 40);
        var compared = 0;
        for (var second = 0; second < intervals.Count; second++)
        {
            windows.Add(intervals[second]);
            if (second + 1 < seconds)
            {
                Assert.Null(windows.Of(seconds, distribution: null));
                continue;
            }

            var expected = Alone(intervals, second + 1 - seconds, seconds);
            foreach (var metric in metrics)
            {
                var actual = windows.Of(seconds, metric.Times);
                Assert.NotNull(actual);
                var (alone, inWindow) = (metric.Read(expected), metric.Read(actual));
                Assert.True(alone.Equals(inWindow), $"{metric.Name} at {second}: {inWindow} instead of {alone}");
                Assert.Equal(metric.Samples(expected), metric.Samples(actual));
                compared += alone is null ? 0 : 1;
            }
        }

        Assert.True(compared > metrics.Count);
    }

    [Fact]
    public void AbsentSeconds_AreEmptyOnes_AndOneThatComesTwiceIsOne()
    {
        var windows = new SlidingWindows(Names, StartedAt);
        windows.Keep(3, new WindowTimes(TimesKind.Latency));
        windows.Add(With(First, requests: 5, milliseconds: 900));
        windows.Add(With(First + 4, requests: 2, milliseconds: 20));
        Assert.Equal(2, Read()?.Total.Requests);
        Assert.Equal(TimeSpan.FromMilliseconds(20), Read()?.Total.Latency.Max);

        windows.Add(With(First + 4, requests: 1, milliseconds: 40));
        Assert.Equal(3, Read()?.Total.Requests);
        Assert.Equal(TimeSpan.FromMilliseconds(40), Read()?.Total.Latency.Max);

        windows.Add(With(First + 1_000, requests: 0, milliseconds: 0));
        Assert.Equal(0, Read()?.Total.Requests);
        Assert.Equal(0, Read()?.Total.Latency.Count);

        RunSnapshot? Read() => windows.Of(3, new WindowTimes(TimesKind.Latency));
    }

    [Fact]
    public void FirstSecond_HasTheRateOfThePartThatBelongsToTheRun()
    {
        var windows = new SlidingWindows(Names, StartedAt.AddMilliseconds(750));
        windows.Keep(1, distribution: null);
        windows.Add(With(First, requests: 5, milliseconds: 1));
        Assert.Equal(20, windows.Of(1, distribution: null)?.Total.TotalRate);
    }

    private static List<Metric> Metrics()
    {
        var catalogue = new MetricCatalogue();
        return [.. catalogue.Names.Select(name => catalogue.Find(name)!).Where(metric => metric.NotOfWindows is null)];
    }

    private static RunSnapshot Alone(List<Interval> intervals, int from, int count)
    {
        var statistics = new RunStatistics(Names, StartedAt.AddSeconds(from));
        var before = intervals.Take(from);
        statistics.Carry(before.Sum(interval => interval.BatchesCreated - interval.BatchesEnded.Count), rows: 0);
        intervals.Skip(from).Take(count).ToList().ForEach(statistics.Add);
        return statistics.Snapshot(users: 0, TimeSpan.FromSeconds(count));
    }

    private static List<Interval> Intervals(int seed, int count)
    {
        var random = new RandomLoad(seed);
        List<Interval> intervals = [];
        for (var second = 0; second < count; second++)
        {
            var interval = new Interval();
            interval.Clear(First + second);
            interval.JudgedSteps = 1;
            // Also seconds of nothing.
            for (var requests = random.Next(2) * random.Next(40); requests > 0; requests--)
            {
                interval.Add(random.Request(), TimeSpan.FromSeconds(second + 0.5));
                interval.StartDelays.Record(TimeSpan.FromTicks(random.Next(100_000)));
                interval.Workflows.Record(TimeSpan.FromTicks(random.Next(100_000_000)));
                interval.IterationsStarted++;
                interval.StartsDropped += random.Next(2);
            }

            for (var walks = random.Next(3); walks > 0; walks--)
            {
                interval.Lists.AddDue(2, random.Next(2));
                interval.Lists.Add(random.Walk());
            }

            for (var batches = random.Next(3); batches > 0; batches--)
            {
                interval.BatchCreated(rows: 10);
                interval.ForeignAnswers += random.Next(2);
            }

            for (var batches = Math.Min(interval.BatchesCreated, random.Next(3)); batches > 0; batches--)
            {
                // What the end of a run cuts off is in no window of interest, and unknown words are told by what follows.
                var record = random.Batch() with
                {
                    UnknownStatuses = [],
                    NotAwaited = false,
                };
                record = record with { Violations = record.Violations with { UnknownStatus = 0 } };
                interval.BatchesEnded.Add(
                    record.Outcome == BatchOutcome.Unfinished ? record with { Outcome = BatchOutcome.Failed } : record
                );
            }

            intervals.Add(interval);
        }

        return intervals;
    }

    private static Interval With(long second, int requests, double milliseconds)
    {
        var interval = new Interval();
        interval.Clear(second);
        ScriptedRun.AddRequests(interval, Step.Poll, requests, milliseconds);
        return interval;
    }
}
