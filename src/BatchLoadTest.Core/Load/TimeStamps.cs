namespace BatchLoadTest.Load;

/// <summary>Reckoning with the time stamps of a clock, which count in steps of its own.</summary>
public static class TimeStamps
{
    /// <summary>The time stamp so long after another one.</summary>
    public static long Later(this TimeProvider clock, long timestamp, TimeSpan time) =>
        timestamp + (long)(time.TotalSeconds * clock.TimestampFrequency);
}
