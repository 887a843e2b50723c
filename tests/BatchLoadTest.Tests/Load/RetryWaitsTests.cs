using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Load;

public sealed class RetryWaitsTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Now_WhileUsersWait_TellsHowManyUntilWhenAndUserSeconds()
    {
        var waits = new RetryWaits(clock);
        var one = waits.WaitAsync(TimeSpan.FromSeconds(60), WaitAsync);
        clock.Advance(TimeSpan.FromSeconds(10));
        var other = waits.WaitAsync(TimeSpan.FromSeconds(30), WaitAsync);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new RetryWaitState(2, clock.Start.AddSeconds(60), TimeSpan.FromSeconds(20)), waits.Now);
        var until = clock.Start.AddSeconds(60).ToLocalTime();
        Assert.Equal(
            $"2 users wait for Retry-After until {until:HH:mm:ss}; 20 user-seconds so far",
            RetryWaitWords.Now(waits.Now)
        );

        clock.Advance(TimeSpan.FromSeconds(25));
        await other;
        clock.Advance(TimeSpan.FromSeconds(20));
        await one;
        Assert.Equal((0, TimeSpan.FromSeconds(90)), (waits.Now.Waiting, waits.Now.Total));
        Assert.Null(RetryWaitWords.Now(waits.Now));
        Assert.Equal(
            "the service asked users to wait (Retry-After): 90 user-seconds in all, which are in no latency",
            RetryWaitWords.InAll(waits.Now)
        );
    }

    [Fact]
    public void InAll_AShortWait_IsNotShownAsNone() =>
        Assert.Equal(
            "the service asked users to wait (Retry-After): less than 1 user-second in all, which are in no latency",
            RetryWaitWords.InAll(new RetryWaitState(0, default, TimeSpan.FromSeconds(0.2)))
        );

    [Fact]
    public async Task Now_AfterAWaitThatWasCutOff_CountsWhatWasWaited()
    {
        using var end = new CancellationTokenSource();
        var waits = new RetryWaits(clock);
        var wait = waits.WaitAsync(TimeSpan.FromSeconds(60), time => Task.Delay(time, clock, end.Token));
        clock.Advance(TimeSpan.FromSeconds(7));
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal((0, TimeSpan.FromSeconds(7)), (waits.Now.Waiting, waits.Now.Total));
    }

    [Fact]
    public void Words_WithoutAnyWait_AreNone()
    {
        var waits = new RetryWaits(clock);

        Assert.Null(RetryWaitWords.Now(waits.Now));
        Assert.Null(RetryWaitWords.InAll(waits.Now));
    }

    private Task WaitAsync(TimeSpan time) => Task.Delay(time, clock);
}
