namespace BatchLoadTest.Statistics;

/// <summary>
/// Buckets of a histogram that has few of them, in order. Most have: those of a second, and those of a class of batches, whose
/// times are of a few doublings. They take 16 bytes each where all that there may be take 230 KB. One writer.
/// </summary>
internal sealed class FewBuckets
{
    /// <summary>More are no few ones any more.</summary>
    public const int Most = 4096;

    private const int First = 16;

    private long[] places = new long[First];
    private long[] counts = new long[First];

    /// <summary>How many there are, those that hold nothing any more among them.</summary>
    public int Length { get; private set; }

    /// <summary>The bucket at a place in their order: its smallest value, and how many values it holds.</summary>
    public (long Microseconds, long Count) this[int index] => (places[index], counts[index]);

    /// <summary>Counts values of a bucket. False where there is no room for another one.</summary>
    /// <param name="bucket">Its smallest value in microseconds.</param>
    /// <param name="times">How many; below zero to take them out again.</param>
    public bool TryAdd(long bucket, long times)
    {
        var index = Array.BinarySearch(places, 0, Length, bucket);
        if (index >= 0)
        {
            counts[index] += times;
            return true;
        }

        if (Length == Most)
        {
            return false;
        }

        Insert(~index, bucket, times);
        return true;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear() => Length = 0;

    private void Insert(int index, long bucket, long times)
    {
        if (Length == places.Length)
        {
            Array.Resize(ref places, 2 * Length);
            Array.Resize(ref counts, 2 * Length);
        }

        Array.Copy(places, index, places, index + 1, Length - index);
        Array.Copy(counts, index, counts, index + 1, Length - index);
        (places[index], counts[index]) = (bucket, times);
        Length++;
    }
}
