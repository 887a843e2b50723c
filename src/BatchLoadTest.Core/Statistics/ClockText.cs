namespace BatchLoadTest.Statistics;

/// <summary>A point of the run's time, for a person.</summary>
public static class ClockText
{
    /// <summary>Such as <c>0:42</c>, <c>12:05</c> or <c>1:02:03</c>; <c>-0:03</c> before the run's start.</summary>
    public static string Of(TimeSpan time) =>
        time <= TimeSpan.FromSeconds(-1) ? "-" + Of(-time)
        : time < TimeSpan.Zero ? Of(TimeSpan.Zero)
        : time.TotalHours >= 1 ? $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{time.Minutes}:{time.Seconds:00}";
}
