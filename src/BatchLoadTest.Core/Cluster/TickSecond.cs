using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster;

/// <summary>A second that waits to be sent.</summary>
/// <param name="Sequence">Its number, from 1; 0 for none.</param>
/// <param name="Line">The interval as the journal holds it.</param>
/// <param name="Opened">The batches that it counts as created.</param>
public sealed record TickSecond(long Sequence, byte[] Line, IReadOnlyList<OpenBatch> Opened)
{
    /// <summary>The batches whose end it records.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];

    /// <summary>Batches in flight that it, or one before it, counts as created, and that work again.</summary>
    public IReadOnlyList<string> Retried { get; init; } = [];

    /// <summary>What was read of batches in flight that it, or one before it, counts as created.</summary>
    public IReadOnlyList<BatchRead> Reads { get; init; } = [];
}
