namespace BatchLoadTest.MockServer.Planning;

/// <summary>Collects when the rows of one batch are worked on.</summary>
internal sealed class RowCourse(RowPace pace, int unfinished)
{
    private readonly List<(long At, int Rows)> ends = [];
    private long begin = long.MaxValue;
    private bool overtakes;

    /// <summary>Starts rows at a moment; gives back when they end. Moments in UTC ticks.</summary>
    public long Start(long at, int rows)
    {
        begin = Math.Min(begin, at);
        var end = pace.EndOf(at, unfinished);
        if (ends.Count > 0 && ends[^1].At == end)
        {
            ends[^1] = (end, ends[^1].Rows + rows);
        }
        else
        {
            // Where the pace rises midway.
            overtakes |= ends.Count > 0 && ends[^1].At > end;
            ends.Add((end, rows));
        }

        return end;
    }

    /// <summary>What has become of the batch.</summary>
    public ServedBatch ToBatch()
    {
        if (overtakes)
        {
            ends.Sort();
        }

        var at = new long[ends.Count];
        var done = new int[ends.Count];
        var sum = 0;
        for (var i = 0; i < at.Length; i++)
        {
            sum += ends[i].Rows;
            (at[i], done[i]) = (ends[i].At, sum);
        }

        return new ServedBatch(begin, at, done);
    }
}
