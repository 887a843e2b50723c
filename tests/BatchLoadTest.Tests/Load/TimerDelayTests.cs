using BatchLoadTest.Load;

namespace BatchLoadTest.Tests.Load;

public sealed class TimerDelayTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 2)]
    [InlineData(TimeSpan.TicksPerDay, 86_400_000)]
    [InlineData(60 * TimeSpan.TicksPerDay, 86_400_000)]
    public void Of_WholeMillisecondsRoundedUp_OneDayAtMost(long ticks, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), TimerDelay.Of(TimeSpan.FromTicks(ticks)));
}
