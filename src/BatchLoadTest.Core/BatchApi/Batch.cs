using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>A batch object as a service answered it. Absent, null and empty members are all null here.</summary>
public sealed class Batch
{
    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required BatchStatus Status { get; init; }

    /// <summary>The file that it is made of.</summary>
    public string? InputFileId { get; init; }

    /// <summary>File with the results; on some services there from the beginning, so its presence proves nothing.</summary>
    public string? OutputFileId { get; init; }

    /// <summary>File with the failed rows; likewise.</summary>
    public string? ErrorFileId { get; init; }

    /// <summary>The first error of the batch itself, in the service's words: in full, secrets not yet taken out.</summary>
    public string? Error { get; init; }

    /// <summary>How many rows stand how.</summary>
    public RequestCounts? Counts { get; init; }

    /// <summary>What its rows took, in the service's own sum; null where the dialect's batches do not say.</summary>
    public TokenSums? Usage { get; init; }

    /// <summary>
    /// When the service gave this answer, by its own clock (the Date header). Set where the batch has ended; null where
    /// the service does not say.
    /// </summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The service's time stamps.</summary>
    public BatchTimes Times { get; init; }

    /// <summary>
    /// Whether it has ended by itself. Some services cancel a batch that has, and then call it cancelled: only their stamps
    /// tell it from one that they really cancelled. <c>expired_at</c> does not: some stamp it though the batch goes on.
    /// </summary>
    public bool HasEndedByItself =>
        Status.State == BatchState.Cancelled
            ? IsNoLaterThanCancel(Times.FailedAt) || WasCompletedWhenCancelled
            : Status.IsTerminal;

    // Stamps are whole seconds: within one, only the counts tell, where there are any.
    private bool WasCompletedWhenCancelled =>
        IsNoLaterThanCancel(Times.CompletedAt)
        && (Times.CompletedAt < CancelledAt || !(Counts?.Completed + Counts?.Failed < Counts?.Total));

    private DateTimeOffset? CancelledAt => Times.CancellingAt ?? Times.CancelledAt;

    private bool IsNoLaterThanCancel(DateTimeOffset? end) => end is not null && !(end > CancelledAt);
}
