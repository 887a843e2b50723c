namespace BatchLoadTest.Statistics;

/// <summary>Since when batches are in flight; takes memory for those in flight only. One writer.</summary>
internal sealed class OpenBatches
{
    // Several may have been created at the same moment.
    private readonly SortedDictionary<DateTimeOffset, int> since = [];

    /// <summary>When the oldest one was created; null where none is in flight, or none said when.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            foreach (var createdAt in since.Keys)
            {
                return createdAt;
            }

            return null;
        }
    }

    /// <summary>A batch is in flight.</summary>
    public void Add(DateTimeOffset createdAt) => since[createdAt] = since.GetValueOrDefault(createdAt) + 1;

    /// <summary>A batch that was created then has ended.</summary>
    public void Remove(DateTimeOffset createdAt)
    {
        if (since.TryGetValue(createdAt, out var count))
        {
            if (count == 1)
            {
                since.Remove(createdAt);
            }
            else
            {
                since[createdAt] = count - 1;
            }
        }
    }
}
