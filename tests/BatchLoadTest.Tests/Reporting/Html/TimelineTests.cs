using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>The run over time, as the page's charts get it.</summary>
public sealed class TimelineTests
{
    private static readonly long Start = SimulatedRun.Start;

    [Fact]
    public void ShortRun_HasOnePointForEachSecond()
    {
        var timeline = Timeline(
            Seconds(3),
            interval => Requests(interval, Step.Poll, (int)(interval.Second - Start) + 1)
        );

        Assert.Equal(1, timeline.GetProperty("seconds_per_point").GetInt64());
        Assert.Equal([0, 1, 2], timeline.Whole("t_s"));
        Assert.Equal([1, 1, 1], timeline.Whole("seconds"));
        Assert.Equal([1, 2, 3], timeline.GetProperty("steps").GetProperty("poll").Whole("requests"));
        Assert.Equal([1, 2, 3], timeline.GetProperty("all").Whole("requests"));
        Assert.False(timeline.GetProperty("steps").TryGetProperty("upload", out _));
    }

    [Fact]
    public void Percentiles_OfAllSteps_AreThoseOfTheirRequestsTogether()
    {
        var timeline = Timeline(
            Seconds(1),
            interval =>
            {
                Requests(interval, Step.Poll, 94, milliseconds: 1);
                Requests(interval, Step.Output, 6, milliseconds: 1_000);
            }
        );

        // Neither the mean nor the larger of 1 ms and 1 s would be right for all three.
        var all = timeline.GetProperty("all");
        Assert.Equal([1.0], all.Fractions("p50_ms"));
        Assert.Equal([1_000.0], all.Fractions("p95_ms"));
        Assert.Equal([1.0], timeline.GetProperty("steps").GetProperty("poll").Fractions("p99_ms"));
    }

    [Fact]
    public void DoubtfulLatencies_AreRequestsWithoutATime()
    {
        var timeline = Timeline(
            Seconds(2),
            interval =>
            {
                interval.Add(
                    Measure.Of(Step.Poll, milliseconds: 3_000) with
                    {
                        IsLatencyDoubtful = true,
                    },
                    TimeSpan.FromSeconds(interval.Second - Start)
                );
                Requests(interval, Step.Poll, (int)(interval.Second - Start));
            }
        );

        var poll = timeline.GetProperty("steps").GetProperty("poll");
        Assert.Equal([1, 2], poll.Whole("requests"));
        Assert.Equal([null, 10.0], poll.Fractions("p99_ms"));
    }

    [Fact]
    public void SecondThatComesTwice_IsOneSecond()
    {
        var times = 0;
        var timeline = Timeline(
            [Start, Start + 1, Start + 1],
            interval =>
            {
                Requests(interval, Step.Poll, 10, milliseconds: times++ == 2 ? 100 : 1);
                interval.BatchCreated(1);
            }
        );

        var all = timeline.GetProperty("all");
        Assert.Equal([10, 20], all.Whole("requests"));
        Assert.Equal([10, 20], all.Whole("requests_peak"));
        Assert.Equal([1.0, 100.0], all.Fractions("p95_ms"));
        Assert.Equal([1.0, 1.0], all.Fractions("p50_ms"));
        Assert.Equal([1, 3], timeline.Whole("in_flight"));
        Assert.Equal([1, 1], timeline.Whole("recorded"));
    }

    [Fact]
    public void AbsentSeconds_HaveNoRequestsAndAreMarked()
    {
        var timeline = Timeline(
            [Start, Start + 4],
            interval =>
            {
                Requests(interval, Step.Poll, 5);
                interval.Users = 7;
                interval.BatchCreated(1);
            }
        );

        Assert.Equal([0, 1, 2, 3, 4], timeline.Whole("t_s"));
        Assert.Equal([1, 0, 0, 0, 1], timeline.Whole("recorded"));
        Assert.Equal([5, 0, 0, 0, 5], timeline.GetProperty("all").Whole("requests"));
        Assert.Equal([10, null, null, null, 10], timeline.GetProperty("all").Fractions("p50_ms"));
        Assert.Equal([0, null, null, null, 0], timeline.Fractions("cpu"));
        // The process stood still: its users and batches did not go away.
        Assert.Equal([7, 7, 7, 7, 7], timeline.Whole("users"));
        Assert.Equal([1, 1, 1, 1, 2], timeline.Whole("in_flight"));
    }

    [Fact]
    public void DoubtfulSeconds_AreCountedWhateverMadeThemSo()
    {
        GeneratorSample[] samples =
        [
            new(0.8, TimeSpan.Zero, TimeSpan.FromMilliseconds(99)),
            new(0.81, TimeSpan.Zero, TimeSpan.Zero),
            new(0, TimeSpan.FromMilliseconds(100), TimeSpan.Zero),
            new(0, TimeSpan.Zero, TimeSpan.FromMilliseconds(150)),
        ];
        var timeline = Timeline(Seconds(4), interval => interval.Generator = samples[interval.Second - Start]);

        Assert.Equal([0, 1, 1, 1], timeline.Whole("doubtful"));
        Assert.Equal([0.8, 0.81, 0, 0], timeline.Fractions("cpu"));
        Assert.Equal([99, 0, 100, 150], timeline.Fractions("pause_ms"));
    }

    [Fact]
    public void LongRun_IsThinnedWithItsCountsExactAndItsPeaksKept() =>
        Law.Holds(
            from seconds in Gen.Choose(1, 600)
            from times in Gen.Elements(1, 1, 1, 9)
            from seed in Gen.Choose(0, 1_000_000)
            select (seconds: seconds * times, seed),
            run =>
            {
                var second = Sparse(run.seconds, run.seed);
                var timeline = Timeline(second.Keys, interval => second[interval.Second].Fill(interval));

                var width = timeline.GetProperty("seconds_per_point").GetInt64();
                var at = timeline.Whole("t_s");
                Assert.InRange(at.Length, 1, 1_200);
                Assert.True(at.Length > 600 || width == 1);
                Assert.Equal(second.Keys.Max() - Start + 1, timeline.Whole("seconds").Sum());
                List<PlannedSecond>[] points =
                [
                    .. at.Select(begin =>
                        Enumerable
                            .Range(0, (int)width)
                            .Select(offset => second.GetValueOrDefault(Start + begin + offset))
                            .OfType<PlannedSecond>()
                            .ToList()
                    ),
                ];
                var all = timeline.GetProperty("all");
                Assert.Equal(Enumerable.Range(0, at.Length).Select(point => point * width), at);
                Assert.Equal(points.Select(point => (long)point.Count), timeline.Whole("recorded"));
                Assert.Equal(points.Select(point => (long)point.Sum(each => each.Requests)), all.Whole("requests"));
                Assert.Equal(points.Select(point => Most(point, each => each.Requests)), all.Whole("requests_peak"));
                Assert.Equal(points.Select(point => (long)point.Sum(each => each.Failures)), all.Whole("failures"));
                Assert.Equal(points.Select(point => Most(point, each => each.Failures)), all.Whole("failures_peak"));
                Assert.Equal(points.Select(point => (long)point.Sum(each => each.Rows)), timeline.Whole("rows"));
                Assert.Equal(points.Select(point => Most(point, each => each.Rows)), timeline.Whole("rows_peak"));
                Assert.Equal(points.Select(Slowest), all.Fractions("p99_ms"));
            }
        );

    [Fact]
    public void SleepOfDays_CostsNoTimeAndKeepsBothEnds()
    {
        var timeline = Timeline([Start, Start + 864_000], interval => Requests(interval, Step.Poll, 3));

        Assert.InRange(timeline.Whole("t_s").Length, 600, 1_200);
        Assert.Equal(3, timeline.GetProperty("all").Whole("requests")[0]);
        Assert.Equal(3, timeline.GetProperty("all").Whole("requests")[^1]);
        Assert.Equal(6, timeline.GetProperty("all").Whole("requests").Sum());
        Assert.Equal(864_001, timeline.Whole("seconds").Sum());
    }

    [Fact]
    public void FailuresByKind_AddUpToAllFailures_OfEachStepAndOfAll()
    {
        var timeline = Timeline(
            Seconds(3),
            interval =>
            {
                var second = interval.Second - Start;
                Failures(interval, Step.Poll, Outcome.HttpStatus, 503, (int)second + 1);
                Failures(interval, Step.Create, Outcome.HttpStatus, 500, second == 1 ? 2 : 0);
                Failures(interval, Step.Create, Outcome.TimedOut, 0, second == 2 ? 1 : 0);
            }
        );

        var all = timeline.GetProperty("all");
        var kinds = all.GetProperty("failures_by_kind");
        Assert.Equal([1, 4, 4], all.Whole("failures"));
        Assert.Equal(["http_503", "http_500", "timeout"], kinds.EnumerateObject().Select(kind => kind.Name));
        Assert.Equal([1, 2, 3], kinds.Whole("http_503"));
        Assert.Equal([0, 2, 0], kinds.Whole("http_500"));
        Assert.Equal([0, 0, 1], kinds.Whole("timeout"));
        var ofCreate = timeline.GetProperty("steps").GetProperty("create").GetProperty("failures_by_kind");
        Assert.Equal(["http_500", "timeout"], ofCreate.EnumerateObject().Select(kind => kind.Name));
        Assert.Equal([0, 2, 0], ofCreate.Whole("http_500"));
    }

    [Fact]
    public void FailuresOfVeryManyKinds_AreKeptInConstantMemory_TheLatestTogether()
    {
        var timeline = Timeline(
            Seconds(40),
            interval => Failures(interval, Step.Poll, Outcome.HttpStatus, 400 + (int)(interval.Second - Start), 1)
        );

        var kinds = timeline.GetProperty("all").GetProperty("failures_by_kind");
        Assert.Equal(17, kinds.EnumerateObject().Count());
        Assert.Equal(24, kinds.Whole("others").Sum());
    }

    [Fact]
    public void FailuresByKind_OfALongRun_KeepTheirCounts()
    {
        var timeline = Timeline(Seconds(5_000), interval => Failures(interval, Step.Poll, Outcome.HttpStatus, 503, 1));

        Assert.True(timeline.GetProperty("seconds_per_point").GetInt64() > 1);
        Assert.Equal(5_000, timeline.GetProperty("all").GetProperty("failures_by_kind").Whole("http_503").Sum());
    }

    [Fact]
    public void SecondsOfTheWarmUp_AreLeftOut()
    {
        var report = SimulatedRun.Lively();
        var plan = report.Run.Plan with { WarmUp = TimeSpan.FromSeconds(2) };
        var history = PageHistory.Of(
            report with
            {
                Run = report.Run with { Plan = plan },
                History = new FilledHistory(
                    [Start - 2, Start - 1, Start, Start + 1],
                    interval => interval.Users = (int)(interval.Second - Start) + 10
                ),
            },
            CancellationToken.None
        );

        Assert.Equal(2, PageData.Of(history).Whole("users").Length);
        Assert.Equal([10, 11], PageData.Of(history).Whole("users"));
    }

    [Fact]
    public void OpenLoad_HasStartsAskedAppliedAndDropped()
    {
        var report = SampleRun.Report;
        var asked = AskedLoad.Of(
            report with
            {
                Run = report.Run with
                {
                    Plan = new LoadPlan { Profile = new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Even, 10) },
                },
            }
        );
        var history = new PageHistory(report.Run.StartedAt);
        var interval = new Interval();
        foreach (var second in Seconds(3))
        {
            interval.Clear(second);
            (interval.IterationsStarted, interval.StartsDropped) = (4, second - Start);
            history.Add(interval);
        }

        var timeline = PageData.Of(history, asked);

        Assert.Equal([4, 4, 4], timeline.Whole("starts"));
        Assert.Equal([0, 1, 2], timeline.Whole("starts_dropped"));
        Assert.Equal([5, 5, 5], timeline.Fractions("starts_asked"));
        Assert.False(timeline.TryGetProperty("users_asked", out _));
    }

    [Fact]
    public void NoInterval_HasNoPoints()
    {
        var timeline = Timeline([], _ => { });

        Assert.Empty(timeline.Whole("t_s"));
        Assert.Empty(timeline.GetProperty("all").Whole("requests"));
    }

    private static long Most(List<PlannedSecond> seconds, Func<PlannedSecond, long> figure) =>
        seconds.Count == 0 ? 0 : seconds.Max(figure);

    private static double? Slowest(List<PlannedSecond> seconds) =>
        seconds.Where(each => each.Requests > 0).Max(each => (double?)each.Milliseconds);

    // Some seconds are absent; most have little in them.
    private static Dictionary<long, PlannedSecond> Sparse(int seconds, int seed)
    {
        var random = new Random(seed);
        return Enumerable
            .Range(0, seconds)
            .Where(second => second == 0 || random.Next(5) > 0)
            .ToDictionary(
                second => Start + second,
                _ => new PlannedSecond(random.Next(4), random.Next(3), random.Next(1, 900), random.Next(60))
            );
    }

    private static IEnumerable<long> Seconds(int count) => Enumerable.Range(0, count).Select(second => Start + second);

    private static void Failures(Interval interval, Step step, Outcome outcome, int status, int count)
    {
        for (var request = 0; request < count; request++)
        {
            var failed = Measure.Of(step) with { Outcome = outcome, Status = status };
            interval.Add(failed, TimeSpan.FromSeconds(interval.Second - Start));
        }
    }

    private static void Requests(Interval interval, Step step, int count, double milliseconds = 10)
    {
        for (var request = 0; request < count; request++)
        {
            interval.Add(Measure.Of(step, milliseconds: milliseconds), TimeSpan.FromSeconds(interval.Second - Start));
        }
    }

    private static JsonElement Timeline(IEnumerable<long> seconds, Action<Interval> fill) =>
        PageData.Of(new FilledHistory(seconds, fill)).GetProperty("timeline");
}
