using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class SlidingRateTests
{
    private readonly SlidingRate rate = new();

    [Fact]
    public void At_NothingYet_IsZero()
    {
        Assert.Equal(0, rate.At(TimeSpan.Zero));
        Assert.Equal(0, rate.At(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void At_WithinFirstSecond_CountsWhatThereWas()
    {
        Add(second: 0, events: 5);

        Assert.Equal(10, rate.At(TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public void At_SteadyLoad_IsTheRateWhateverTheMoment()
    {
        for (var second = 0; second < 60; second++)
        {
            Add(second, 7);
            Assert.Equal(second == 0 ? 7 / 0.9 : 7, rate.At(TimeSpan.FromSeconds(second + 0.9)), 9);
        }
    }

    [Fact]
    public void At_LoadThatStopped_FallsToZeroAfterTenSeconds()
    {
        Add(0, 100);

        Assert.Equal(100, rate.At(TimeSpan.FromSeconds(1)));
        Assert.Equal(10, rate.At(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, rate.At(TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public void At_LongPause_ForgetsWhatWasBefore()
    {
        Add(3, 100);
        Add(1000, 20);

        Assert.Equal(2, rate.At(TimeSpan.FromSeconds(1001)));
    }

    [Fact]
    public void Add_LateEvent_CountsInItsOwnSecond()
    {
        Add(12, 10);
        Add(11, 10);

        // The seconds 2 to 11: the second 12 is still filling.
        Assert.Equal(1, rate.At(TimeSpan.FromSeconds(12.5)));
        Assert.Equal(2, rate.At(TimeSpan.FromSeconds(13)));
    }

    [Fact]
    public void Add_EventOlderThanTheWindow_IsNotCountedAsNew()
    {
        Add(30, 10);
        Add(19, 1000);

        Assert.Equal(1, rate.At(TimeSpan.FromSeconds(31)));
    }

    // The run starts at 0.7 s of a second: its first second has 0.3 s, and a steady rate looks steady all the same.
    [Fact]
    public void At_StartedWithinASecond_CountsOnlyThePartOfIt()
    {
        var late = new SlidingRate(missed: TimeSpan.FromSeconds(0.7));
        late.Add(0, 3);
        for (var second = 1; second < 30; second++)
        {
            late.Add(second, 10);
            Assert.Equal(10, late.At(TimeSpan.FromSeconds(second + 0.5)), 9);
        }
    }

    private void Add(long second, int events)
    {
        for (var i = 0; i < events; i++)
        {
            rate.Add(second);
        }
    }
}
