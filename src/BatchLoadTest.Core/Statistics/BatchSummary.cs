using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The figures of all batches of a run so far.</summary>
public sealed record BatchSummary
{
    /// <summary>Batches that the service accepted.</summary>
    public required long Created { get; init; }

    /// <summary>Those among <see cref="Created"/> that were created before these figures begin, and were in flight then.</summary>
    public long Carried { get; init; }

    /// <summary>Batches by the way they ended, indexed by <see cref="BatchOutcome"/>; the rest are in flight.</summary>
    public required IReadOnlyList<long> ByOutcome { get; init; }

    /// <summary>
    /// Those among <see cref="ByOutcome"/> that were given up within their completion window, indexed likewise; empty for
    /// none. They are no failures.
    /// </summary>
    public IReadOnlyList<long> NotAwaitedByOutcome { get; init; } = [];

    /// <summary>All of these.</summary>
    public long NotAwaited => NotAwaitedByOutcome.Sum();

    /// <summary>From the create request to the answer that showed the end; batches that ended at the service only.</summary>
    public required LatencySummary Turnaround { get; init; }

    /// <summary>Rows that were uploaded for <see cref="Created"/>.</summary>
    public long CreatedRows { get; init; }

    /// <summary>Rows of the batches in flight.</summary>
    public long RowsInFlight { get; init; }

    /// <summary>Created to work begun, by the service's stamps (whole seconds).</summary>
    public LatencySummary Queued { get; init; } = LatencySummary.Empty;

    /// <summary>Work begun to last row done, by the service's stamps (whole seconds).</summary>
    public LatencySummary Running { get; init; } = LatencySummary.Empty;

    /// <summary>Last row done to the end, by the service's stamps (whole seconds).</summary>
    public LatencySummary Finalizing { get; init; } = LatencySummary.Empty;

    /// <summary>The end to the answer that showed it, by the service's clock (whole seconds).</summary>
    public LatencySummary ObservationLag { get; init; } = LatencySummary.Empty;

    /// <summary>The age of the oldest batch whose end was not seen; zero without one.</summary>
    public TimeSpan OldestUnfinished { get; init; }

    /// <summary>The age of the oldest batch in flight, at the end of the last second; zero without one.</summary>
    public TimeSpan OldestInFlight { get; init; }

    /// <summary>Polls of all batches that ended.</summary>
    public required long Polls { get; init; }

    /// <summary>Polls among <see cref="Polls"/> that showed no change.</summary>
    public long WastedPolls { get; init; }

    /// <summary>Batches that ended after their completion window.</summary>
    public long MissedWindow { get; init; }

    /// <summary>
    /// Batches of which it is known whether they completed within their window: those that ended, in whatever way, and those
    /// whose end was not seen and whose window was over.
    /// </summary>
    public long WindowsJudged { get; init; }

    /// <summary>Those of them that completed within it.</summary>
    public long WindowsAttained { get; init; }

    /// <summary>Share of them, 0 to 1; null where nothing is known of any.</summary>
    public double? AttainedShare => WindowsJudged == 0 ? null : (double)WindowsAttained / WindowsJudged;

    /// <summary>How many of them kept the order in which they were due; those of a class among all batches of the run.</summary>
    public DeadlineCounts Deadlines { get; init; }

    /// <summary>The first few that did not.</summary>
    public IReadOnlyList<Overtaking> Overtakings { get; init; } = [];

    /// <summary>The window that all of these batches have; null where it differs, or names no time.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// How much of its window a batch had left when it ended, at a percentile of the turnaround; below zero where it was
    /// late. Null where there is no one window, or no batch ended.
    /// </summary>
    public TimeSpan? Slack(Func<LatencySummary, TimeSpan> turnaround) =>
        Turnaround.Count == 0 ? null : Window - turnaround(Turnaround);

    /// <summary>Batches whose output file was named later than their end.</summary>
    public long LateOutputs { get; init; }

    /// <summary>
    /// Answers about another object than the one that was asked for, or that was to be made. Null where nobody looked: a
    /// journal of format 1, whose other figures of this version are missing too.
    /// </summary>
    public long? ForeignAnswers { get; init; } = 0;

    /// <summary>Whether the figures are of a journal that knows nothing of what this version added.</summary>
    public bool IsOfFormat1 => ForeignAnswers is null;

    /// <summary>The longest turnaround of a completed batch; zero without one.</summary>
    public TimeSpan LongestCompleted { get; init; }

    /// <summary>
    /// Batches unfinished at the end that were seen so when they were older than twice <see cref="LongestCompleted"/>; null
    /// where fewer than ten completed, which say too little.
    /// </summary>
    public long? Overdue { get; init; }

    /// <summary>Batches that ended, at the service or given up.</summary>
    public long Ended => this[BatchOutcome.Completed] + Failures;

    /// <summary>What the service must not have done.</summary>
    public BatchViolations Violations { get; init; }

    /// <summary>Status words that this program does not know.</summary>
    public UnknownStatusSummary UnknownStatuses { get; init; } = UnknownStatusSummary.None;

    /// <summary>What result checks found.</summary>
    public ResultSummary Results { get; init; } = ResultSummary.Empty;

    /// <summary>What came of reading their output while they ran.</summary>
    public ReadSummary Reads { get; init; } = ReadSummary.None;

    /// <summary>What became of those that the run was to cancel.</summary>
    public CancelSummary Cancels { get; init; } = CancelSummary.None;

    /// <summary>What became of those whose rows the run had done again.</summary>
    public RetrySummary Retries { get; init; } = RetrySummary.None;

    /// <summary>What became of those whose input the run was to delete.</summary>
    public DeleteSummary Deletes { get; init; } = DeleteSummary.None;

    /// <summary>What came of asking that uploads expire.</summary>
    public ExpirySummary Expiries { get; init; } = ExpirySummary.None;

    /// <summary>What was in flight over time, thinned to constant memory without losing peaks.</summary>
    public IReadOnlyList<InFlightPoint> InFlightOverTime { get; init; } = [];

    /// <summary>The first few failed or unfinished batches, for the report.</summary>
    public required IReadOnlyList<BatchRecord> Examples { get; init; }

    /// <summary>The slowest of those that ended, in whatever way, the slowest first.</summary>
    public IReadOnlyList<BatchRecord> Slowest { get; init; } = [];

    /// <summary>The oldest of those that had not ended when the run did, the oldest first.</summary>
    public IReadOnlyList<BatchRecord> Unfinished { get; init; } = [];

    /// <summary>How many ended in the given way.</summary>
    public long this[BatchOutcome outcome] => ByOutcome[(int)outcome];

    /// <summary>
    /// Batches whose end was not seen: unfinished, polls exhausted or timed out. They are in no percentile of
    /// <see cref="Turnaround"/>, which is therefore too low where there are many.
    /// </summary>
    public long Censored => BatchOutcomes.All.Where(outcome => !outcome.IsSeenToEnd()).Sum(outcome => this[outcome]);

    /// <summary>Batches whose end at the service was seen, whichever it was; with those that it lost.</summary>
    public long SeenToEnd => Created - InFlight - Censored;

    /// <summary>Accepted and not ended yet.</summary>
    public long InFlight => Created - ByOutcome.Sum();

    /// <summary>All that ended as failures of any kind.</summary>
    public long Failures =>
        Created
        - InFlight
        - this[BatchOutcome.Completed]
        - BatchOutcomes.All.Where(outcome => outcome.IsByRun()).Sum(outcome => this[outcome])
        - this[BatchOutcome.Unfinished]
        - NotAwaited;

    /// <summary>Failures of one kind.</summary>
    public long FailuresOf(BatchOutcome outcome) =>
        !outcome.IsFailure() ? 0
        : NotAwaitedByOutcome.Count == 0 ? this[outcome]
        : this[outcome] - NotAwaitedByOutcome[(int)outcome];

    /// <summary>Failed share of the batches that ended, 0 to 1; null where none ended.</summary>
    public double? FailedShare => Ended == 0 ? null : (double)Failures / Ended;
}
