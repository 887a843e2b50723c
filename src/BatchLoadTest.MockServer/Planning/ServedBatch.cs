namespace BatchLoadTest.MockServer.Planning;

/// <summary>When a batch is worked on, as the <see cref="ServiceModel"/> has settled it.</summary>
public sealed class ServedBatch
{
    private readonly long[] ends;
    private readonly int[] done;

    /// <param name="begin">UTC ticks of the first row's start.</param>
    /// <param name="ends">UTC ticks at which rows end, in order.</param>
    /// <param name="done">How many have ended by then, one for each of <paramref name="ends"/>.</param>
    internal ServedBatch(long begin, long[] ends, int[] done)
    {
        this.ends = ends;
        this.done = done;
        Begin = new DateTimeOffset(begin, TimeSpan.Zero);
        End = new DateTimeOffset(ends[^1], TimeSpan.Zero);
    }

    /// <summary>When its first row starts; before it the batch waits for its turn.</summary>
    public DateTimeOffset Begin { get; }

    /// <summary>When its last row ends.</summary>
    public DateTimeOffset End { get; }

    /// <summary>How many rows have ended at a moment, those that end right then included.</summary>
    public int DoneAt(DateTimeOffset moment)
    {
        var ticks = moment.UtcTicks;
        if (ticks >= ends[^1])
        {
            return done[^1];
        }

        var index = Array.BinarySearch(ends, ticks);
        // Where rows have one end in several entries, the last of them counts.
        while (index >= 0 && ends[index + 1] == ticks)
        {
            index++;
        }

        var last = index >= 0 ? index : ~index - 1;
        return last < 0 ? 0 : done[last];
    }

    /// <summary>Begin and end.</summary>
    public void Deconstruct(out DateTimeOffset begin, out DateTimeOffset end) => (begin, end) = (Begin, End);
}
