using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What a batch looks like at one moment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchState
{
    public required BatchStatus Status { get; init; }

    /// <summary>Rows that have had their turn: the first so many in the order of completion.</summary>
    public required int Finished { get; init; }

    /// <summary>Of these, the rows counted as failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Of these, the rows counted as completed.</summary>
    public int Completed => Finished - Failed;

    public DateTimeOffset? InProgressAt { get; init; }

    public DateTimeOffset? FinalizingAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    public DateTimeOffset? ExpiredAt { get; init; }

    public DateTimeOffset? CancellingAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Whether rows that ran when it was cancelled are still to come.</summary>
    public bool IsGrowing { get; init; }

    public bool HasEnded =>
        Status is BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Expired or BatchStatus.Cancelled;
}
