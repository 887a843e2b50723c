using System.Numerics;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Times with weights, in the buckets of a <see cref="LatencyHistogram"/> and in constant memory (8 KB for each
/// doubling of the times, 240 KB at most). One writer.
/// </summary>
internal sealed class WeightedTimes
{
    // 2,048 buckets of 1 µs, and 1,024 for each doubling up to 48 h, which has 38 bits.
    private const int Exact = 2048;
    private const int EachDoubling = 1024;
    private const int Size = Exact + (27 * EachDoubling);

    // Weights are sums of fractions: 95 of 100 equal ones may come out a little below 95 %.
    private const double Tolerance = 1e-9;

    // The buckets of a doubling each, made with the first value in one: times of a step are of a few doublings.
    private readonly double[]?[] pages = new double[Size / EachDoubling][];
    private int lowest = Size;
    private int highest = -1;

    /// <summary>Adds a time.</summary>
    /// <param name="microseconds">The time, at most 48 h.</param>
    /// <param name="weight">Its weight.</param>
    public void Add(long microseconds, double weight)
    {
        var index = IndexOf(microseconds);
        Page(index / EachDoubling)[index % EachDoubling] += weight;
        lowest = Math.Min(lowest, index);
        highest = Math.Max(highest, index);
    }

    /// <summary>Becomes the same as another one.</summary>
    public void CopyFrom(WeightedTimes other)
    {
        for (var number = 0; number < pages.Length; number++)
        {
            if (other.pages[number] is { } page)
            {
                page.CopyTo(Page(number), 0);
            }
            else if (pages[number] is { } own)
            {
                Array.Clear(own);
            }
        }

        (lowest, highest) = (other.lowest, other.highest);
    }

    /// <summary>The smallest time in microseconds that times of at least this share of all weight do not exceed, as the
    /// largest one of its bucket; null without any.</summary>
    public long? AtShare(double share)
    {
        var sum = 0.0;
        for (var index = lowest; index <= highest; index++)
        {
            sum += At(index);
        }

        var wanted = share * sum * (1 - Tolerance);
        var seen = 0.0;
        for (var index = lowest; index <= highest; index++)
        {
            seen += At(index);
            if (At(index) > 0 && seen >= wanted)
            {
                return LastAt(index);
            }
        }

        return null;
    }

    private double[] Page(int number) => pages[number] ??= new double[EachDoubling];

    private double At(int index) => pages[index / EachDoubling]?[index % EachDoubling] ?? 0;

    private static int IndexOf(long microseconds)
    {
        var time = Math.Clamp(microseconds, 1, LatencyHistogram.HighestMicroseconds);
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)time) - 11);
        return (int)((time >> shift) + (shift * EachDoubling));
    }

    private static long LastAt(int index)
    {
        var shift = index < Exact ? 0 : (index / EachDoubling) - 1;
        return ((index - ((long)shift * EachDoubling) + 1) << shift) - 1;
    }
}
