using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class RecentLatenciesTests
{
    // Any Unix time.
    private const long Start = 1_787_494_501;

    private readonly RecentLatencies recent = new();

    [Fact]
    public void Summarise_HoldsTheTenSecondsUpToTheOneAskedFor()
    {
        for (var second = 1; second <= 12; second++)
        {
            Add(second, second);
        }

        var summary = At(12);

        Assert.Equal((10, 3.0, 12.0), (summary.Count, summary.Min.TotalMilliseconds, summary.Max.TotalMilliseconds));
        Assert.Equal(9, At(13).Count);
        Assert.Equal(1, At(21).Count);
        Assert.Equal(0, At(22).Count);
    }

    [Fact]
    public void Summarise_AfterSecondsOfWhichNothingWasAdded_ForgetsThemToo()
    {
        Add(1, 100);
        Add(5, 50);
        Add(11, 10);

        Assert.Equal(2, At(11).Count);
        Add(40, 1);
        Assert.Equal(1, At(40).Count);
    }

    [Fact]
    public void Add_SeveralTimesInASecond_AddsUp()
    {
        Add(1, 100);
        Add(1, 300);
        Add(1, 200);

        Assert.Equal((3, 200.0), (At(1).Count, At(1).Mean.TotalMilliseconds));
    }

    [Fact]
    public void Clear_ForgetsEverything_AndGoesOn()
    {
        Add(1, 100);
        recent.Clear();
        Assert.Equal(0, At(1).Count);

        Add(1, 30);
        Assert.Equal((1, 30.0), (At(1).Count, At(1).Max.TotalMilliseconds));
    }

    private void Add(int second, int milliseconds)
    {
        var times = new LatencyHistogram();
        times.Record(TimeSpan.FromMilliseconds(milliseconds));
        recent.Add(times, Start + second);
    }

    private LatencySummary At(int second) => recent.Summarise(Start + second, new LatencyHistogram());
}
