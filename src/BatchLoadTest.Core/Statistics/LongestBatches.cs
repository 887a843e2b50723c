using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The batches that were watched for longest, the longest first. One writer.</summary>
internal sealed class LongestBatches
{
    private const int Max = 10;

    private readonly List<BatchRecord> kept = [];

    /// <summary>Takes a batch where it is among them.</summary>
    public void Add(BatchRecord batch)
    {
        if (kept.Count == Max && kept[^1].Turnaround >= batch.Turnaround)
        {
            return;
        }

        var place = kept.FindIndex(other => other.Turnaround < batch.Turnaround);
        kept.Insert(place < 0 ? kept.Count : place, batch);
        if (kept.Count > Max)
        {
            kept.RemoveAt(Max);
        }
    }

    /// <summary>As they are now.</summary>
    public IReadOnlyList<BatchRecord> Summarise() => [.. kept];
}
