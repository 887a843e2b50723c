using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Measurements;

public sealed class ProcessPausesTests
{
    private readonly StoppableTime time = new();

    [Fact]
    public void IsNow_TimersRun_IsFalse()
    {
        using var pauses = new ProcessPauses(time);
        for (var tick = 0; tick < 50; tick++)
        {
            time.Pass(TimeSpan.FromMilliseconds(100));
            time.Tick();
        }

        Assert.False(pauses.IsNow());
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(700, true)]
    [InlineData(7_000, true)]
    public void IsNow_BeforeTheFirstTickAfterAPause_SeesItAlready(int milliseconds, bool expected)
    {
        using var pauses = new ProcessPauses(time);
        time.Pass(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, pauses.IsNow());
    }

    [Fact]
    public void IsNow_AfterAPause_IsTrueForASecond()
    {
        using var pauses = new ProcessPauses(time);
        time.Pass(TimeSpan.FromSeconds(7));
        time.Tick();
        Assert.True(pauses.IsNow());
        for (var tick = 0; tick < 10; tick++)
        {
            time.Pass(TimeSpan.FromMilliseconds(100));
            time.Tick();
        }

        Assert.False(pauses.IsNow());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3_000, true)]
    [InlineData(7_050, false)]
    public void HasPausedSince_PauseOfSevenSeconds_IsInWhatBeganBeforeItsEnd(int began, bool expected)
    {
        using var pauses = new ProcessPauses(time);
        time.Pass(TimeSpan.FromSeconds(7));
        time.Tick();
        for (var tick = 0; tick < 50; tick++)
        {
            time.Pass(TimeSpan.FromMilliseconds(100));
            time.Tick();
        }

        // However long ago it was.
        Assert.Equal(expected, pauses.HasPausedSince(TimeSpan.FromMilliseconds(began).Ticks, time.GetTimestamp()));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(700, true)]
    public void HasPausedSince_BeforeTheFirstTickAfterAPause_SeesItAlready(int milliseconds, bool expected)
    {
        using var pauses = new ProcessPauses(time);
        time.Pass(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, pauses.HasPausedSince(0, time.GetTimestamp()));
    }

    [Fact]
    public void HasPausedSince_WhoAsksFirst_EndsThePauseForWhatBeginsThen()
    {
        using var pauses = new ProcessPauses(time);
        time.Pass(TimeSpan.FromSeconds(3));
        var end = time.GetTimestamp();

        Assert.True(pauses.HasPausedSince(0, end));
        time.Pass(TimeSpan.FromMilliseconds(10));
        Assert.False(pauses.HasPausedSince(end, time.GetTimestamp()));
        Assert.True(pauses.HasPausedSince(end - 1, time.GetTimestamp()));
    }

    /// <summary>Time that passes without its timers, as for a program that was stopped.</summary>
    private sealed class StoppableTime : TimeProvider
    {
        private long now;
        private Action? tick;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            tick = () => callback(state);
            return new NoTimer();
        }

        public void Pass(TimeSpan span) => now += span.Ticks;

        public void Tick() => tick!();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
