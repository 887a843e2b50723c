namespace BatchLoadTest.Measurements;

/// <summary>One batch from the create call to its end, or to the end of the run.</summary>
public sealed record BatchRecord
{
    /// <summary>
    /// Statuses kept of one batch. More than any state machine has; a service that invents a new word each time must not
    /// fill the memory.
    /// </summary>
    public const int MaxStatuses = 16;

    /// <summary>The service's id of the batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>The virtual user that created it, from 1.</summary>
    public required int User { get; init; }

    /// <summary>Its class, from 1; 0 where there are no classes.</summary>
    public int Class { get; init; }

    /// <summary>How it ended.</summary>
    public required BatchOutcome Outcome { get; init; }

    /// <summary>
    /// Whether it was given up (<see cref="BatchOutcome.PollsExhausted"/>, <see cref="BatchOutcome.TimedOut"/>) while the
    /// service still had time for it: its completion window was not over. That is our impatience and no failed batch.
    /// </summary>
    public bool NotAwaited { get; init; }

    /// <summary>
    /// Whether it is a success or a failure; one that the end of the run cut off, that the run ended itself or had retried, or that was not
    /// awaited, is neither.
    /// </summary>
    public bool IsDecided => Outcome != BatchOutcome.Unfinished && !Outcome.IsByRun() && !NotAwaited;

    /// <summary>Whether the service completed it by itself; of one that the run had retried the first end tells.</summary>
    public bool HasCompleted =>
        Outcome == BatchOutcome.Completed
        || (Outcome == BatchOutcome.RetriedByRun && Retry is { First: BatchOutcome.Completed });

    /// <summary>Whether it counts as a failed batch.</summary>
    public bool IsFailure => Outcome.IsFailure() && !NotAwaited;

    /// <summary>The last status the service gave, in its own words; empty where no poll was answered.</summary>
    public required string LastStatus { get; init; }

    /// <summary>
    /// From the start of the create request to the answer that showed its end, or to the end of the run. Of one that the run had
    /// retried: to its first end.
    /// </summary>
    public required TimeSpan Turnaround { get; init; }

    /// <summary>Whether that is one of the service's: it ended there by itself, the first time where it was retried.</summary>
    public bool HasTurnaround =>
        (Outcome == BatchOutcome.RetriedByRun ? Retry?.First : Outcome)?.HasTurnaround() == true;

    /// <summary>
    /// For a batch that was unfinished when the run ended: its age when an answer last showed it so. What became of it
    /// between that and the end of the run nobody knows. Null where it is not recorded.
    /// </summary>
    public TimeSpan? LastSeen { get; init; }

    /// <summary>Polls sent for it.</summary>
    public required int Polls { get; init; }

    /// <summary>Why it failed, in the service's words without secrets, where it gave any.</summary>
    public string? Detail { get; init; }

    /// <summary>Rows that were uploaded for it.</summary>
    public int Rows { get; init; }

    /// <summary>Rows found in the output file; -1 where it was not read to its end.</summary>
    public long OutputRows { get; init; } = -1;

    /// <summary>Rows found in the error file; -1 where it was not read to its end.</summary>
    public long ErrorRows { get; init; } = -1;

    /// <summary>When the create request was sent, by this machine's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the service says it was created; null where it does not say.</summary>
    public DateTimeOffset? ServerCreatedAt { get; init; }

    /// <summary>
    /// When the service says its last row was done, or where it does not, that it was completed; null where it says neither.
    /// Whole seconds. Some services stamp the completion only when somebody asks.
    /// </summary>
    public DateTimeOffset? ServerDoneAt { get; init; }

    /// <summary>When its completion window ends, as the service says, in whole seconds; null where it does not say.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Each status with the time a poll first showed it.</summary>
    public IReadOnlyList<StatusSeen> Statuses { get; init; } = [];

    /// <summary>Statuses that are none of the known words, each once, at most <see cref="MaxStatuses"/>.</summary>
    public IReadOnlyList<string> UnknownStatuses { get; init; } = [];

    /// <summary>Its phases by the service's stamps.</summary>
    public BatchPhases Phases { get; init; }

    /// <summary>Polls that showed no change.</summary>
    public int WastedPolls { get; init; }

    /// <summary>What the service must not have done.</summary>
    public BatchViolations Violations { get; init; }

    /// <summary>Whether it ended after its completion window.</summary>
    public bool MissedWindow { get; init; }

    /// <summary>Whether its output file was named by a later answer than the one that showed that it had completed.</summary>
    public bool LateOutput { get; init; }

    /// <summary>What the check of its results found; null where nothing was checked.</summary>
    public ResultFindings? Findings { get; init; }

    /// <summary>What came of reading its output while it ran; null where nobody did.</summary>
    public ReadFindings? Reads { get; init; }

    /// <summary>What became of it where the run was to cancel it; null where it was not.</summary>
    public Cancellation? Cancel { get; init; }

    /// <summary>What became of it where the run had rows of it done again; null where it had not.</summary>
    public BatchRetry? Retry { get; init; }

    /// <summary>What became of it where the run was to delete its input; null where it was not.</summary>
    public InputDeletion? Deletion { get; init; }

    /// <summary>Whether its input expired while it ran, as the run had asked for.</summary>
    public bool InputExpired { get; init; }

    /// <summary>Rows with a result per second of turnaround; null without results.</summary>
    public double? RowsPerSecond =>
        Outcome == BatchOutcome.Completed && Turnaround > TimeSpan.Zero && (OutputRows >= 0 || ErrorRows >= 0)
            ? (Math.Max(0, OutputRows) + Math.Max(0, ErrorRows)) / Turnaround.TotalSeconds
            : null;
}
