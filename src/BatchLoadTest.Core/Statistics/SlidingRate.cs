namespace BatchLoadTest.Statistics;

/// <summary>Events per second over the last ten whole seconds, in constant memory. Not safe for several writers.</summary>
/// <param name="missed">How much of the first second was over before the run started; below 1 s.</param>
public sealed class SlidingRate(TimeSpan missed = default)
{
    private const int Window = 10;

    // One more than the window: the second that is still filling.
    private readonly long[] counts = new long[Window + 1];
    private long newest;

    /// <summary>Counts events in the given second.</summary>
    public void Add(long second, long events = 1)
    {
        Advance(second);
        // An event that was measured before the newest second but handed in after it belongs to its own second.
        if (newest - second <= Window)
        {
            counts[second % counts.Length] += events;
        }
    }

    /// <summary>The rate seen at <paramref name="elapsed"/> since the run's start.</summary>
    public double At(TimeSpan elapsed)
    {
        // A run's length may end before the last event was handed in; the rate is that of the newest seconds.
        var second = Math.Max(Second(elapsed + missed), newest);
        Advance(second);
        var whole = Math.Min(Window, second);
        if (whole == 0)
        {
            // Within the first second: what there is over the time there was.
            return elapsed <= TimeSpan.Zero ? 0 : counts[0] / Math.Max(elapsed.TotalSeconds, 0.1);
        }

        long sum = 0;
        for (var back = 1; back <= whole; back++)
        {
            sum += counts[(second - back) % counts.Length];
        }

        // Of the first second only a part belongs to the run.
        return sum / (whole == second ? whole - missed.TotalSeconds : whole);
    }

    private static long Second(TimeSpan elapsed) => Math.Max(0, elapsed.Ticks / TimeSpan.TicksPerSecond);

    private void Advance(long second)
    {
        if (second <= newest)
        {
            return;
        }

        for (var next = Math.Max(newest + 1, second - Window); next <= second; next++)
        {
            counts[next % counts.Length] = 0;
        }

        newest = second;
    }
}
