namespace BatchLoadTest.Measurements;

/// <summary>
/// Tells whether this program stood still, just now or since a moment: stopped by a signal, or without a processor or a
/// thread. What timers and latencies say then is about this program. From any thread.
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
        EndPause(now);
        var end = Volatile.Read(ref lastEnd);
        return end != long.MinValue && timeProvider.GetElapsedTime(end, now) < Aftermath;
    }

    /// <summary>
    /// Whether it stood still between two time stamps, of which the later one was taken just now: what was timed by them
    /// has the pause in it. For every request, so no lock and no object.
    /// </summary>
    /// <param name="start">Time stamp of the beginning.</param>
    /// <param name="now">Time stamp of the end.</param>
    public bool HasPausedSince(long start, long now)
    {
        // Whoever wakes first ends the pause: what begins from then on is not in it. The tick is read before the end, as
        // they are written the other way round.
        EndPause(now);
        return Volatile.Read(ref lastEnd) > start;
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        var now = timeProvider.GetTimestamp();
        EndPause(now);
        Volatile.Write(ref lastTick, now);
    }

    private void EndPause(long now)
    {
        if (IsPause(Volatile.Read(ref lastTick), now))
        {
            Volatile.Write(ref lastEnd, now);
            Volatile.Write(ref lastTick, now);
        }
    }

    private bool IsPause(long from, long to) => timeProvider.GetElapsedTime(from, to) >= Interval + LeastPause;
}
