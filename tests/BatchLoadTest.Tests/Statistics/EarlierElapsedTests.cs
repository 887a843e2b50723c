using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class EarlierElapsedTests
{
    // A run's length may be shorter than the time of the last event; that second must not pass for an older one.
    [Fact]
    public void At_EarlierThanTheNewestEvent_CountsNoSecondTwice()
    {
        var rate = new SlidingRate();
        for (var second = 0; second <= 21; second++)
        {
            rate.Add(second);
        }

        for (var i = 0; i < 100; i++)
        {
            rate.Add(21);
        }

        Assert.Equal(1, rate.At(TimeSpan.FromSeconds(20)));
    }
}
