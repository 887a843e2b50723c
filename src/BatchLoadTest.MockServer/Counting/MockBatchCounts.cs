namespace BatchLoadTest.MockServer.Counting;

/// <summary>Batches created, and those that ended since the last reset by how they ended.</summary>
/// <param name="Created">Batches created.</param>
/// <param name="Completed">Ended <c>completed</c>, in time.</param>
/// <param name="Failed">Ended <c>failed</c>.</param>
/// <param name="Expired">Ended <c>expired</c>, or completed after their deadline.</param>
/// <param name="Cancelled">Ended <c>cancelled</c>.</param>
public sealed record MockBatchCounts(long Created, long Completed, long Failed, long Expired, long Cancelled)
{
    /// <summary>Creations answered 429 for lack of capacity; none of <see cref="Created"/>.</summary>
    public long RefusedForCapacity { get; init; }
}
