using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>Requests that this machine is to blame for: in no figure of the service, and in every report.</summary>
public sealed class OwnFaultTests
{
    private const string Words = "this machine: too many open files; raise the limit";

    [Fact]
    public void Add_OwnFault_IsInNoOtherFigure()
    {
        var figures = Figures(good: 2, own: 1, doubtful: 1);

        Assert.Equal((2L, 0L), (figures.Total.Requests, figures.Total.Failures));
        Assert.Empty(figures.Failures);
        Assert.Equal(TimeSpan.FromMilliseconds(10), figures.Total.Latency.Max);
        Assert.Equal(
            ["this_machine", "doubtful_timeout"],
            figures.OwnFaults.Select(fault => fault.Kind).Order().Reverse()
        );
    }

    [Theory]
    [InlineData(99, 1, null)]
    [InlineData(98, 2, "2 of 100 requests failed by this machine's own fault: ")]
    [InlineData(0, 1, "1 of 1 request failed by this machine's own fault: ")]
    [InlineData(100, 0, null)]
    public void Ruin_OverOnePercent_IsARunThatSaysNothing(int good, int own, string? words)
    {
        var ruin = OwnFaultWords.Ruin(Figures(good, own, doubtful: 0));

        Assert.Equal(words is null, ruin is null);
        Assert.StartsWith(words ?? "", ruin ?? "", StringComparison.Ordinal);
    }

    // A pause is over; what the machine lacks it will lack.
    [Theory]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(0, 50, false)]
    public void RuinSoFar_EndsARunForWhatLasts(int own, int doubtful, bool ends)
    {
        Assert.Equal(ends, OwnFaultWords.RuinSoFar(Figures(20, own, doubtful)) is not null);
    }

    [Fact]
    public void Of_SaysHowManyWhereAndWhy()
    {
        Assert.Equal(
            [
                $"2 requests failed by no fault of the service (2 upload), and are in no other figure: {Words}",
                "1 time-out in seconds in which this program itself stood still (1 upload): doubtful, and in no other figure",
            ],
            OwnFaultWords.Of(Figures(5, own: 2, doubtful: 1)),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Merge_AddsThem()
    {
        var one = Interval(good: 1, own: 2, doubtful: 0);
        one.Add(Interval(good: 0, own: 1, doubtful: 3), TimeSpan.Zero);

        Assert.Equal(6, one.OwnFaults.All.Sum(fault => fault.Count));
        one.Clear(1);
        Assert.Empty(one.OwnFaults.All);
    }

    [Fact]
    public void Journal_KeepsThem()
    {
        using var folder = new TemporaryFolder();
        var facts = SampleRun.Report.Run;
        using (
            var journal = new JournalWriter(
                Path.Combine(folder.Path, JournalWriter.FileName),
                facts,
                problem => Assert.Fail(problem)
            )
        )
        {
            var interval = Interval(good: 3, own: 2, doubtful: 1, late: 2);
            interval.Second = facts.StartedAt.ToUnixTimeSeconds();
            journal.Write(interval);
            journal.End(SampleRun.Report.Ending, [], 0);
        }

        var read = RecordedRun.Read(folder.Path).Final;

        Assert.Equal((5L, 0L, 2L), (read.Total.Requests, read.Total.Failures, read.Total.DoubtfulLatencies));
        Assert.Equal(OwnFaultWords.Of(Figures(3, 2, 1, late: 2)), OwnFaultWords.Of(read), StringComparer.Ordinal);
    }

    // Its end is known and counts; how long it took is about this program.
    [Fact]
    public void Add_DoubtfulLatency_IsInEveryCountAndInNoTime()
    {
        var figures = Figures(good: 2, own: 0, doubtful: 0, late: 3, lateFailures: 1);

        Assert.Equal((6L, 1L, 5L), (figures.Total.Requests, figures.Total.Failures, figures.Total.Successes));
        Assert.Equal(4, figures.Total.DoubtfulLatencies);
        Assert.Equal(600, figures.Total.BytesSent);
        Assert.Equal((2L, 2L), (figures.Total.Latency.Count, figures.Total.TimeToFirstByte.Count));
        Assert.Equal(TimeSpan.FromMilliseconds(10), figures.Total.Latency.Max);
        Assert.True(figures.Total.P95ByTime <= TimeSpan.FromMilliseconds(10));
        Assert.Empty(figures.OwnFaults);
        Assert.Equal(1, figures.Failures.Sum(failure => failure.Count));
    }

    [Theory]
    [InlineData(99, 1, null)]
    [InlineData(28, 1, null)]
    [InlineData(98, 2, null)]
    [InlineData(97, 3, "3 of 100 requests failed by this machine's own fault, or are doubtful by it: ")]
    public void Ruin_OverOnePercentOfDoubtfulLatencies_IsARunThatSaysNothing(int good, int late, string? words)
    {
        var figures = Figures(good, own: 0, doubtful: 0, late);

        Assert.Equal(words is null, OwnFaultWords.Ruin(figures) is null);
        Assert.StartsWith(words ?? "", OwnFaultWords.Ruin(figures) ?? "", StringComparison.Ordinal);
        Assert.Null(OwnFaultWords.RuinSoFar(figures));
    }

    [Fact]
    public void Of_DoubtfulLatencies_SaysHowManyAndWhere() =>
        Assert.Equal(
            [
                "2 requests under way while this program itself stood still (2 upload): doubtful latencies, in every count "
                    + "and in no time",
            ],
            OwnFaultWords.Of(Figures(5, own: 0, doubtful: 0, late: 2)),
            StringComparer.Ordinal
        );

    [Fact]
    public void Merge_AddsDoubtfulLatenciesToo()
    {
        var one = Interval(good: 1, own: 0, doubtful: 0, late: 2);
        one.Add(Interval(good: 1, own: 0, doubtful: 0, late: 1), TimeSpan.Zero);

        Assert.Equal((5L, 3L), (one.Steps[Step.Upload].Requests, one.Steps[Step.Upload].DoubtfulLatencies));
        one.Clear(1);
        Assert.True(one.Steps[Step.Upload].IsEmpty);
    }

    private static RunSnapshot Figures(int good, int own, int doubtful, int late = 0, int lateFailures = 0)
    {
        var run = new RunStatistics(new StepNames(), DateTimeOffset.UnixEpoch);
        run.Add(Interval(good, own, doubtful, late, lateFailures));
        return run.Snapshot(1, TimeSpan.FromSeconds(1));
    }

    private static Interval Interval(int good, int own, int doubtful, int late = 0, int lateFailures = 0)
    {
        var interval = new Interval();
        Add(good, Measure.Of());
        Add(own, Measure.Of(outcome: Outcome.ThisMachine, status: 0, milliseconds: 5_000, detail: Words));
        Add(doubtful, Measure.Of(outcome: Outcome.DoubtfulTimeout, status: 0, milliseconds: 5_000, detail: "late"));
        Add(late, Measure.Of(milliseconds: 5_000) with { IsLatencyDoubtful = true });
        Add(
            lateFailures,
            Measure.Of(outcome: Outcome.HttpStatus, status: 500, milliseconds: 5_000) with
            {
                IsLatencyDoubtful = true,
            }
        );
        return interval;

        void Add(int times, Measurement measurement)
        {
            for (var time = 0; time < times; time++)
            {
                interval.Add(measurement, TimeSpan.FromSeconds(6));
            }
        }
    }
}
