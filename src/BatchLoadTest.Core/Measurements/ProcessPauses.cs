namespace BatchLoadTest.Measurements;

/// <summary>
/// Tells whether this program stood still just now: stopped by a signal, or without a processor or a thread. What timers say
/// then is about this program. From any thread.
/// </summary>
public sealed class ProcessPauses : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(500);

    // What had waited has to be worked off.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1);

    private readonly TimeProvider timeProvider;
    private readonly ITimer timer;
    private long lastTick;
    private long lastEnd = long.MinValue;

    /// <summary>Watches from now on.</summary>
    /// <param name="timeProvider">Whose timers and time stamps are used.</param>
    public ProcessPauses(TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        lastTick = timeProvider.GetTimestamp();
        timer = timeProvider.CreateTimer(static watch => ((ProcessPauses)watch!).Tick(), this, Interval, Interval);
    }

    /// <summary>Whether it stands still, as far as those see it who wake first, or did until a second ago.</summary>
    public bool IsNow()
    {
        var now = timeProvider.GetTimestamp();
        var end = Volatile.Read(ref lastEnd);
        return IsPause(Volatile.Read(ref lastTick), now)
            || (end != long.MinValue && timeProvider.GetElapsedTime(end, now) < Aftermath);
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        var now = timeProvider.GetTimestamp();
        if (IsPause(Volatile.Read(ref lastTick), now))
        {
            Volatile.Write(ref lastEnd, now);
        }

        Volatile.Write(ref lastTick, now);
    }

    private bool IsPause(long from, long to) => timeProvider.GetElapsedTime(from, to) >= Interval + LeastPause;
}
