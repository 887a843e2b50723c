using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Numbers as a person reads them: the unit fits the size, and no text is longer than seven characters.</summary>
public static class Figures
{
    /// <summary>Stands for a figure that has no sample.</summary>
    public const string None = "-";

    /// <summary>A measured time, such as <c>0.8 ms</c>, <c>12 ms</c>, <c>1.24 s</c>, <c>2m05s</c> or <c>1h02m</c>.</summary>
    public static string Time(TimeSpan time)
    {
        var milliseconds = time.TotalMilliseconds;
        // Each limit is where the text of the unit before would round up to the next unit.
        return milliseconds switch
        {
            <= 0 => "0 ms",
            < 0.0995 => $"{milliseconds:0.00} ms",
            < 9.95 => $"{milliseconds:0.0} ms",
            < 999.5 => $"{milliseconds:0} ms",
            < 9_995 => $"{time.TotalSeconds:0.00} s",
            < 59_950 => $"{time.TotalSeconds:0.0} s",
            < 3_599_500 => MinutesAndSeconds(time),
            _ => HoursAndMinutes(time),
        };
    }

    /// <summary>A point of the run's time, such as <c>0:42</c>, <c>12:05</c> or <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan time) => ClockText.Of(time);

    /// <summary>A duration as settings write it, such as <c>500ms</c>, <c>30s</c> or <c>1h30m</c>.</summary>
    public static string Setting(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return "0s";
        }

        if (time < TimeSpan.FromSeconds(1) || time.Milliseconds != 0)
        {
            return time < TimeSpan.FromMinutes(1) ? $"{time.TotalMilliseconds:0.###}ms" : Time(time);
        }

        var hours = (long)time.TotalHours;
        return (hours > 0 ? $"{hours}h" : "")
            + (time.Minutes > 0 ? $"{time.Minutes}m" : "")
            + (time.Seconds > 0 ? $"{time.Seconds}s" : "");
    }

    /// <summary>Every digit, in groups of three.</summary>
    public static string Count(long count) => count.ToString("N0");

    /// <summary>At most five characters, such as <c>9999</c>, <c>12.3k</c> or <c>4.57M</c>.</summary>
    public static string ShortCount(long count) =>
        count switch
        {
            < 10_000 => $"{count}",
            < 999_500 => Significant(count / 1e3) + "k",
            < 999_500_000 => Significant(count / 1e6) + "M",
            < 999_500_000_000 => Significant(count / 1e9) + "G",
            _ => Significant(count / 1e12) + "T",
        };

    /// <summary>The most exact form of a count that takes at most <paramref name="width"/> characters.</summary>
    public static string CountWithin(long count, int width)
    {
        var digits = $"{count}";
        return digits.Length <= width ? digits : ShortCount(count);
    }

    /// <summary>Events per second, such as <c>0.25</c>, <c>12.3</c> or <c>4800</c>.</summary>
    public static string Rate(double rate) =>
        rate switch
        {
            double.NaN => None,
            <= 0 => "0",
            < 9.995 => $"{rate:0.00}",
            < 99.95 => $"{rate:0.0}",
            < 9_999.5 => $"{rate:0}",
            _ => ShortCount((long)Math.Min(rate, long.MaxValue / 2)),
        };

    /// <summary>A share, such as <c>0.12%</c>. Never says 0% or 100% of what is only nearly so.</summary>
    public static string Share(double? share) =>
        share switch
        {
            null or double.NaN => None,
            <= 0 => "0%",
            < 0.00005 => "<0.01%",
            < 0.09995 => $"{share * 100:0.00}%",
            < 1 => $"{Math.Min(share.Value * 100, 99.9):0.0}%",
            _ => "100%",
        };

    /// <summary>A size, such as <c>812 bytes</c> or <c>4.5 MB</c> (of 1,000,000 bytes each).</summary>
    public static string Bytes(long bytes) =>
        bytes switch
        {
            1 => "1 byte",
            < 1_000 => $"{bytes} bytes",
            < 999_500 => $"{Significant(bytes / 1e3)} kB",
            < 999_500_000 => $"{Significant(bytes / 1e6)} MB",
            _ => $"{Significant(bytes / 1e9)} GB",
        };

    /// <summary>A count with its noun, such as <c>1 user</c> or <c>50 users</c>.</summary>
    public static string Of(long count, string noun) => Of(count, noun, noun + "s");

    /// <summary>The same for a noun whose plural is another.</summary>
    public static string Of(long count, string noun, string plural) =>
        count == 1 ? $"1 {noun}" : $"{Count(count)} {plural}";

    private static string Significant(double value) =>
        value switch
        {
            < 9.995 => $"{value:0.00}",
            < 99.95 => $"{value:0.0}",
            _ => $"{value:0}",
        };

    private static string MinutesAndSeconds(TimeSpan time)
    {
        var seconds = (long)Math.Round(time.TotalSeconds, MidpointRounding.AwayFromZero);
        return $"{seconds / 60}m{seconds % 60:00}s";
    }

    private static string HoursAndMinutes(TimeSpan time)
    {
        var minutes = (long)Math.Round(time.TotalMinutes, MidpointRounding.AwayFromZero);
        return $"{minutes / 60}h{minutes % 60:00}m";
    }
}
