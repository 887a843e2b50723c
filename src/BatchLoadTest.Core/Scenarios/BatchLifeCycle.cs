using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Watches one batch from poll to poll: which statuses came when, and what a state machine must not do. Pure: it knows
/// answers and times, no clock and no network.
/// </summary>
public sealed class BatchLifeCycle
{
    private readonly List<StatusSeen> seen = [];
    private readonly List<string> unknownStatuses = [];
    private int furthest = -1;
    private BatchStatus last;
    private RequestCounts? lastCounts;
    private int backwards;
    private int shrank;
    private int unknown;
    private int notFound;

    /// <summary>Each status with the time it was first seen, in that order.</summary>
    public IReadOnlyList<StatusSeen> Seen => seen;

    /// <summary>Each of them that is none of the known words.</summary>
    public IReadOnlyList<string> UnknownStatuses => unknownStatuses;

    /// <summary>When the last answer about it came, from the create request.</summary>
    public TimeSpan LastSeen { get; private set; }

    /// <summary>Answers that showed no change: the same status and the same counts as the one before.</summary>
    public int WastedPolls { get; private set; }

    /// <summary>What went against the rules.</summary>
    public BatchViolations Violations => new(backwards, shrank, unknown, notFound);

    /// <summary>Takes an answer; also the one to the create request.</summary>
    /// <param name="batch">The batch as answered.</param>
    /// <param name="after">Time since the create request was sent.</param>
    /// <param name="isPoll">Whether it was asked for by a poll, which can be wasted.</param>
    public void Observe(Batch batch, TimeSpan after, bool isPoll)
    {
        var isNew = batch.Status != last || Changed(batch.Counts);
        if (isPoll && !isNew)
        {
            WastedPolls++;
        }

        ObserveStatus(batch.Status, after);
        ObserveCounts(batch.Counts);
        last = batch.Status;
        LastSeen = after;
    }

    /// <summary>The batch goes back to work as it was asked to: what it says from now on is held against no earlier answer.</summary>
    public void BeginAnew() => (furthest, last, lastCounts) = (-1, default, null);

    /// <summary>Takes an answer 404.</summary>
    public void NotFound() => notFound++;

    /// <summary>The phases by the service's stamps.</summary>
    /// <param name="batch">The batch as last answered, ended.</param>
    public static BatchPhases PhasesOf(Batch batch)
    {
        var times = batch.Times;
        var lastRow = DoneAt(times);
        return new BatchPhases(
            Between(times.CreatedAt, times.InProgressAt),
            Between(times.InProgressAt, lastRow),
            Between(times.FinalizingAt, times.CompletedAt),
            Between(times.CompletedAt, batch.AnsweredAt)
        );
    }

    /// <summary>When the last row was done, by the service's stamps; null where there are none.</summary>
    public static DateTimeOffset? DoneAt(BatchTimes times) => times.FinalizingAt ?? times.CompletedAt;

    /// <summary>Whether the batch ended after its completion window, by the service's stamps.</summary>
    public static bool MissedWindow(Batch batch) =>
        batch.Status.State == BatchState.Expired
        || (batch.Times is { CompletedAt: { } completed, ExpiresAt: { } expires } && completed > expires);

    private void ObserveStatus(BatchStatus status, TimeSpan after)
    {
        if (seen.Count < BatchRecord.MaxStatuses && !seen.Exists(known => known.Status == status.Text))
        {
            seen.Add(new StatusSeen(status.Text, after));
        }

        if (status.State == BatchState.Unknown)
        {
            unknown++;
            if (unknownStatuses.Count < BatchRecord.MaxStatuses && !unknownStatuses.Contains(status.Text))
            {
                unknownStatuses.Add(status.Text);
            }

            return;
        }

        var rank = Rank(status.State);
        if (rank < furthest && status != last)
        {
            // Counted when it happens, not at each poll that shows it still.
            backwards++;
        }

        furthest = Math.Max(furthest, rank);
    }

    private void ObserveCounts(RequestCounts? counts)
    {
        if (counts is not { } now)
        {
            return;
        }

        if (lastCounts is { } before)
        {
            // What is not known is neither less nor more: a comparison with null is false.
            shrank += now.Completed < before.Completed || now.Failed < before.Failed ? 1 : 0;
            now = now.Or(before);
        }

        lastCounts = now;
    }

    private bool Changed(RequestCounts? counts) =>
        counts is { } now && now.Or(lastCounts ?? default) != (lastCounts ?? default);

    private static int Rank(BatchState state) =>
        state switch
        {
            BatchState.Validating => 0,
            BatchState.InProgress => 1,
            BatchState.Finalizing or BatchState.Cancelling => 2,
            _ => 3,
        };

    private static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end && end >= start ? end - start : null;
}
