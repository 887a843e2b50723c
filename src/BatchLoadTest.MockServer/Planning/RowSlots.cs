namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// The slots in which rows are worked on, each row in the one that is free first. Slots that get free together are kept
/// as one entry, so that many of them cost little.
/// </summary>
/// <param name="slots">How many there are; 0 is as many as there are rows.</param>
internal sealed class RowSlots(int slots)
{
    /// <summary>How many slots get free, by when.</summary>
    private readonly PriorityQueue<int, long> busy = new();

    private readonly bool isLimited = slots > 0;
    private int idle = slots;

    /// <summary>Starts rows, none before <paramref name="from"/>, which is never before that of an earlier call.</summary>
    public void Take(long from, int rows, RowCourse course)
    {
        if (!isLimited)
        {
            course.Start(from, rows);
            return;
        }

        while (busy.TryPeek(out var count, out var freeAt) && freeAt <= from)
        {
            idle += count;
            busy.Dequeue();
        }

        if (idle > 0)
        {
            var taken = Math.Min(idle, rows);
            idle -= taken;
            rows -= taken;
            busy.Enqueue(taken, course.Start(from, taken));
        }

        while (rows > 0 && busy.TryDequeue(out var count, out var freeAt))
        {
            var taken = Math.Min(count, rows);
            rows -= taken;
            if (taken < count)
            {
                busy.Enqueue(count - taken, freeAt);
            }

            busy.Enqueue(taken, course.Start(freeAt, taken));
        }
    }
}
