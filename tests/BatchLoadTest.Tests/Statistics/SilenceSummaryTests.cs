using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class SilenceSummaryTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_787_000_000);
    private readonly RunStatistics statistics = new(new StepNames(), Start);

    [Fact]
    public void PartsThatTouch_AreOneStretch()
    {
        Add(5, (4.5, 6, 3));
        Add(6, (6, 7, 8));
        Add(7, (7, 7.25, 2));

        var silence = Summary(20);

        Assert.Equal((1L, 2.75, 2.75, 0.0), Figures(silence));
        Assert.Equal(8, silence.Stretches.Single().Waiting);
        Assert.Equal(2.75 / 20, silence.Share);
        Assert.Equal(0.0, silence.ShareOfLong);
    }

    [Fact]
    public void StretchesOfThreeSecondsAndMore_AreTheRate()
    {
        Add(5, (1, 3.9, 1));
        Add(9, (6, 9, 1));

        Assert.Equal((2L, 5.9, 3.0, 3.0), Figures(Summary(100)));
        Assert.Equal(0.03, Summary(100).ShareOfLong);
    }

    [Fact]
    public void NothingJudged_IsNoData()
    {
        statistics.Add(new Interval { Second = Start.ToUnixTimeSeconds(), JudgedSteps = 0 });

        Assert.Null(Summary(20).Share);
        Assert.False(Summary(20).IsKnown);
        Assert.True(statistics.Snapshot(0, TimeSpan.FromSeconds(20)).IsWatched);
    }

    [Fact]
    public void JournalOfAnOlderFormat_IsNoData()
    {
        statistics.Add(new Interval { Second = Start.ToUnixTimeSeconds() });

        Assert.False(Summary(20).IsKnown);
        Assert.False(statistics.Snapshot(0, TimeSpan.FromSeconds(20)).IsWatched);
    }

    [Fact]
    public void Words_OneStretch_AreThoseOfTheIssue()
    {
        Add(5, (4, 14, 20));
        var from = Start.AddSeconds(4).ToLocalTime();

        Assert.Equal(
            $"the service answered nothing for 10.0 s from {from:HH:mm:ss}, 20 requests waiting: 25.0% of the load's time",
            SilenceSentences.Of(Summary(40))
        );
    }

    [Fact]
    public void Words_NoStretch_AreNone() => Assert.Null(SilenceSentences.Of(Summary(40)));

    [Fact]
    public void ManyStretches_AreAllCountedInConstantMemory()
    {
        for (var second = 0; second < 5_000; second += 5)
        {
            Add(second, (second, second + 3, 1));
        }

        Assert.Equal((1_000L, 3_000.0, 3.0, 3_000.0), Figures(Summary(5_000)));
        Assert.InRange(Summary(5_000).Stretches.Count, 1, 101);
    }

    private static (long Count, double Total, double Longest, double OfLong) Figures(SilenceSummary silence) =>
        (silence.Count, silence.Total.TotalSeconds, silence.Longest.TotalSeconds, silence.TotalOfLong.TotalSeconds);

    private SilenceSummary Summary(double loadTime) => statistics.Snapshot(0, TimeSpan.FromSeconds(loadTime)).Silence;

    private void Add(int second, (double From, double To, int Waiting) piece)
    {
        var interval = new Interval { Second = Start.ToUnixTimeSeconds() + second, JudgedSteps = 1 };
        interval.Silences.Add(
            new SilencePiece(Start.AddSeconds(piece.From), Start.AddSeconds(piece.To), piece.Waiting)
        );
        statistics.Add(interval);
    }
}
