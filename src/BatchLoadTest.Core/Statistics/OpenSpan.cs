namespace BatchLoadTest.Statistics;

/// <summary>Requests that were open at the beginning of several seconds, all of the same ones.</summary>
/// <param name="next">The first of these seconds that still matters, as Unix time.</param>
/// <param name="last">The last of them: the one in which the requests ended.</param>
/// <param name="rest">How far into <paramref name="last"/> each ended.</param>
internal sealed class OpenSpan(long next, long last, TimeCounts rest)
{
    /// <summary>The first second that still matters.</summary>
    public long Next { get; set; } = next;

    /// <summary>The second in which they ended.</summary>
    public long Last => last;

    /// <summary>How many.</summary>
    public long Count => rest.Count;

    /// <summary>Weighs each by the time that it still took at the beginning of a second.</summary>
    public void Weigh(WeightedTimes times, long second, long open)
    {
        var whole = (last - second) * 1_000_000;
        for (var index = 0; index < rest.Microseconds.Length; index++)
        {
            times.Add(whole + rest.Microseconds[index], (double)rest.Counts[index] / open);
        }
    }
}
