using BatchLoadTest.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class RunClockTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 700, TimeSpan.Zero));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(299, 5)]
    [InlineData(300, 6)]
    [InlineData(1299, 6)]
    [InlineData(1300, 7)]
    public void SecondOf_IsThatOfTheWallClock(int milliseconds, int expected)
    {
        var clock = RunClock.StartNow(time);
        var second = clock.SecondOf(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, DateTimeOffset.FromUnixTimeSeconds(second).Second);
    }

    [Fact]
    public void BeginOf_IsWithinTheRunButForTheFirst()
    {
        var clock = RunClock.StartNow(time);
        var first = clock.SecondOf(TimeSpan.Zero);

        Assert.Equal(-700, clock.BeginOf(first).TotalMilliseconds);
        Assert.Equal(300, clock.BeginOf(first + 1).TotalMilliseconds);
    }
}
