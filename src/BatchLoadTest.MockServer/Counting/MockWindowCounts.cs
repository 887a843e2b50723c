namespace BatchLoadTest.MockServer.Counting;

/// <summary>Batches with one completion window.</summary>
/// <param name="Created">Batches created.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Completed">Ended <c>completed</c>, in time.</param>
/// <param name="Expired">Ended <c>expired</c>, or completed after their deadline.</param>
public sealed record MockWindowCounts(long Created, long Rows, long Completed, long Expired)
{
    /// <summary>So many windows have a place of their own.</summary>
    public const int MostWindows = 100;

    /// <summary>The name for all other windows.</summary>
    public const string Others = "other";
}
