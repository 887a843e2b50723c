namespace BatchLoadTest.Scenarios.Cancelling;

/// <summary>The turnarounds of the last batches of a class that completed. From any thread.</summary>
internal sealed class RecentTurnarounds
{
    private const int Most = 201;

    private readonly Lock gate = new();
    private readonly List<TimeSpan> last = [];
    private int next;

    /// <summary>A batch has completed.</summary>
    public void Add(TimeSpan turnaround)
    {
        lock (gate)
        {
            if (last.Count < Most)
            {
                last.Add(turnaround);
                return;
            }

            last[next] = turnaround;
            next = (next + 1) % Most;
        }
    }

    /// <summary>Their median; null where none has completed yet.</summary>
    public TimeSpan? Median
    {
        get
        {
            List<TimeSpan> sorted;
            lock (gate)
            {
                sorted = [.. last];
            }

            sorted.Sort();
            return sorted.Count == 0 ? null : sorted[sorted.Count / 2];
        }
    }
}
