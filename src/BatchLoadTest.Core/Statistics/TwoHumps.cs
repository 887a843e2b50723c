namespace BatchLoadTest.Statistics;

/// <summary>A distribution with two kinds of answers and hardly any between.</summary>
/// <param name="Fast">Median of the fast ones.</param>
/// <param name="Slow">Median of the slow ones.</param>
/// <param name="SlowShare">How many are slow, 0 to 1.</param>
public sealed record TwoHumps(TimeSpan Fast, TimeSpan Slow, double SlowShare)
{
    private const int BinsOfOctave = 4;
    private const int Bins = 40 * BinsOfOctave;
    private const int LeastValues = 100;
    private const double LeastShare = 0.1;

    // A factor of four.
    private const int LeastDistance = 2 * BinsOfOctave;

    // The valley against the lower hump.
    private const double Valley = 0.15;

    /// <summary>The two humps; null where there are not two, or too few values to tell.</summary>
    public static TwoHumps? Of(LatencyHistogram histogram)
    {
        if (histogram.Count < LeastValues)
        {
            return null;
        }

        Span<long> bins = stackalloc long[Bins];
        bins.Clear();
        foreach (var (microseconds, count) in histogram)
        {
            bins[BinOf(microseconds)] += count;
        }

        var highest = Highest(bins, 0, Bins);
        var below = Highest(bins, 0, highest - LeastDistance + 1);
        var above = Highest(bins, highest + LeastDistance, Bins);
        var other = above < 0 || (below >= 0 && bins[below] > bins[above]) ? below : above;
        return other < 0 ? null : Between(histogram, bins, Math.Min(highest, other), Math.Max(highest, other));
    }

    private static TwoHumps? Between(LatencyHistogram histogram, ReadOnlySpan<long> bins, int fast, int slow)
    {
        var valley = fast + 1;
        for (var bin = fast + 1; bin < slow; bin++)
        {
            valley = Around(bins, bin) < Around(bins, valley) ? bin : valley;
        }

        var slower = 0L;
        for (var bin = valley; bin < bins.Length; bin++)
        {
            slower += bins[bin];
        }

        var all = histogram.Count;
        var share = (double)slower / all;
        return
            share is < LeastShare or > 1 - LeastShare
            || Around(bins, valley) > Valley * Math.Min(Around(bins, fast), Around(bins, slow))
            ? null
            : new TwoHumps(At(histogram, (all - slower) / 2), At(histogram, all - (slower / 2)), share);
    }

    private static TimeSpan At(LatencyHistogram histogram, long rank) =>
        histogram.Percentile(Math.Max(1, 100d * rank / histogram.Count)) ?? TimeSpan.Zero;

    // A hump is wider than a bin, and a valley that is not is none.
    private static long Around(ReadOnlySpan<long> bins, int bin) =>
        bins[bin] + (bin > 0 ? bins[bin - 1] : 0) + (bin + 1 < bins.Length ? bins[bin + 1] : 0);

    private static int Highest(ReadOnlySpan<long> bins, int from, int to)
    {
        var highest = -1;
        for (var bin = Math.Max(0, from); bin < to; bin++)
        {
            highest = bins[bin] > 0 && (highest < 0 || bins[bin] > bins[highest]) ? bin : highest;
        }

        return highest;
    }

    private static int BinOf(long microseconds) =>
        Math.Clamp((int)(Math.Log2(Math.Max(1, microseconds)) * BinsOfOctave), 0, Bins - 1);
}
