namespace BatchLoadTest.Statistics;

/// <summary>
/// How often which time occurred, as pairs in arrays that grow with what is in them: for the few requests of a second of
/// which a <see cref="LatencyHistogram"/> would be a hundred times the size. Adding is appending; before it is read, equal
/// times must be made one by <see cref="Compact"/>. One writer.
/// </summary>
internal sealed class TimeCounts
{
    private const int FirstSize = 4;

    private long[] microseconds = [];
    private long[] counts = [];
    private int length;
    private bool isCompact = true;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The times in microseconds; in order and each once after <see cref="Compact"/>.</summary>
    public ReadOnlySpan<long> Microseconds => microseconds.AsSpan(0, length);

    /// <summary>How often each of <see cref="Microseconds"/> occurred.</summary>
    public ReadOnlySpan<long> Counts => counts.AsSpan(0, length);

    /// <summary>Adds a time, or takes some away that are in it: then <see cref="Compact"/> must follow.</summary>
    public void Add(long time, long times)
    {
        if (length == counts.Length)
        {
            var size = Math.Max(FirstSize, 2 * length);
            Array.Resize(ref microseconds, size);
            Array.Resize(ref counts, size);
        }

        isCompact &= times > 0 && (length == 0 || time > microseconds[length - 1]);
        microseconds[length] = time;
        counts[length++] = times;
        Count += times;
    }

    /// <summary>Adds every value of another one, or takes each away.</summary>
    public void Add(TimeCounts other, int sign = 1)
    {
        for (var index = 0; index < other.length; index++)
        {
            Add(other.microseconds[index], sign * other.counts[index]);
        }
    }

    /// <summary>Puts the times in order, each once; what was taken away is gone.</summary>
    public void Compact()
    {
        if (isCompact)
        {
            return;
        }

        Array.Sort(microseconds, counts, 0, length);
        var kept = 0;
        for (var index = 0; index < length; )
        {
            var (time, times) = (microseconds[index], 0L);
            for (; index < length && microseconds[index] == time; index++)
            {
                times += counts[index];
            }

            if (times > 0)
            {
                microseconds[kept] = time;
                counts[kept++] = times;
            }
        }

        length = kept;
        isCompact = true;
    }

    /// <summary>Forgets every value.</summary>
    public void Clear()
    {
        length = 0;
        Count = 0;
        isCompact = true;
    }
}
