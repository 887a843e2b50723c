namespace BatchLoadTest.Load;

/// <summary>A batch that was created and whose end is not recorded yet: what another process must know to go on with it.</summary>
/// <param name="Id">The service's id of it.</param>
/// <param name="InputFileId">The file that it was made of.</param>
/// <param name="CreatedAt">When its create request was sent: its turnaround counts from there.</param>
/// <param name="User">The virtual user that created it, from 1.</param>
/// <param name="Rows">Rows that were uploaded for it.</param>
public sealed record OpenBatch(string Id, string? InputFileId, DateTimeOffset CreatedAt, int User, int Rows)
{
    /// <summary>Its class, from 1; 0 where there are no classes.</summary>
    public int Class { get; init; }

    /// <summary>What the id of each of its rows ends with, where every upload has ids of its own; else null.</summary>
    public string? IdSuffix { get; init; }

    /// <summary>Whether it has ended once, and rows of it are done again.</summary>
    public bool IsRetried { get; init; }

    /// <summary>What was read of its output by now, in order; null where nothing was, or nobody knows it any more.</summary>
    public IReadOnlyList<BatchRead>? Reads { get; init; }
}
