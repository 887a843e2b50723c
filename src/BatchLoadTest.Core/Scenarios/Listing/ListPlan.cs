namespace BatchLoadTest.Scenarios.Listing;

/// <summary>
/// When the lists of batches and of files are read: moments that follow from the load's beginning alone, so that a late one
/// makes no other late. The first lies one interval behind the beginning, as there is nothing to be listed before.
/// </summary>
/// <param name="Walks">So many times in each <paramref name="Per"/>; 0 for never.</param>
/// <param name="Per">The stretch of time.</param>
public sealed record ListPlan(double Walks, TimeSpan Per)
{
    /// <summary>The highest rate, a second: more than any client reads lists.</summary>
    public const double Highest = 100;

    /// <summary>Never.</summary>
    public static ListPlan None { get; } = new(0, TimeSpan.Zero);

    /// <summary>Whether they are read at all.</summary>
    public bool IsNone => Walks <= 0;

    /// <summary>From one moment to the next.</summary>
    public TimeSpan Interval => Per / Walks;

    /// <summary>When a moment is, since the load's beginning.</summary>
    /// <param name="number">Which one, from 1.</param>
    public TimeSpan Due(long number) => TimeSpan.FromTicks((long)(number * (decimal)Per.Ticks / (decimal)Walks));

    /// <summary>The last moment that is not after a time; 0 where there is none.</summary>
    /// <param name="elapsed">Since the load's beginning.</param>
    public long LastDue(TimeSpan elapsed)
    {
        if (elapsed <= TimeSpan.Zero)
        {
            return 0;
        }

        // One of them by rounding: the moments themselves are what counts.
        var number = (long)(elapsed.Ticks * (decimal)Walks / Per.Ticks);
        return Due(number + 1) <= elapsed ? number + 1
            : Due(number) > elapsed ? number - 1
            : number;
    }
}
