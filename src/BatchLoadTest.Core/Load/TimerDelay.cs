namespace BatchLoadTest.Load;

/// <summary>What to give a timer for a wait, so that whoever waits in a loop neither spins nor asks for too much.</summary>
public static class TimerDelay
{
    // Timers end at 49 days; a wait of more is looked at again each day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// The wait in whole milliseconds, which is all that timers know, and one day at most. Rounded up: rounded down, the
    /// last part of a wait would be a busy loop.
    /// </summary>
    public static TimeSpan Of(TimeSpan wait)
    {
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        return whole < Longest ? whole : Longest;
    }
}
