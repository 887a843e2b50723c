using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// A batch's whole life, fixed when it is created: what it looks like at any moment follows from the plan and the
/// clock, so that nothing has to run in between.
/// </summary>
internal sealed record BatchPlan
{
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Validated, and from here in progress or failed.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>All rows had their turn.</summary>
    public required DateTimeOffset FinalizingAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>The deadline.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>From a cancel request until the batch is cancelled.</summary>
    public required TimeSpan CancelDuration { get; init; }

    public required PlannedEnd End { get; init; }

    public required RowFates Fates { get; init; }

    /// <summary>What the order of completion, and the ids of the results, are drawn from.</summary>
    public required ulong ResultSeed { get; init; }

    /// <summary>What its rows use.</summary>
    public required RowUsages Usages { get; init; }

    /// <summary>What a batch with <see cref="PlannedEnd.Invalid"/> says in its errors.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>When its rows have their turn; null spreads them evenly until <see cref="FinalizingAt"/>.</summary>
    public ServedBatch? Service { get; init; }

    /// <summary>What is wrong with the batch.</summary>
    public BatchDefects Defects { get; init; }

    /// <summary>What is wrong with its rows; null for nothing.</summary>
    public RowDefects? RowDefects { get; init; }

    /// <summary>Which of its rows show up late in its files while it runs; null for none.</summary>
    public LateCommits? LateCommits { get; init; }

    /// <summary>Which of its rows are answered otherwise the second time; null for none.</summary>
    public ChangedRows? Changed { get; init; }

    /// <summary>Its rows since it was retried; null where it was not.</summary>
    public Rerun? Rerun { get; init; }

    /// <summary>When it is in progress first.</summary>
    public DateTimeOffset InProgressAt => Rerun?.InProgressAt ?? ValidatedAt;

    /// <summary>How many rows are done at its end.</summary>
    public int Done => Rerun?.Done ?? Fates.Rows;

    /// <summary>Before this moment it cannot be found.</summary>
    public DateTimeOffset VisibleFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Whether a poll can be shown something wrong, so that for the others nobody has to look.</summary>
    public bool MayLookWrong =>
        Defects != BatchDefects.None || End is PlannedEnd.PastDeadline or PlannedEnd.Late or PlannedEnd.Never;

    /// <summary>When it ends if nobody cancels it, or should have ended.</summary>
    public DateTimeOffset NaturalEnd => End == PlannedEnd.Invalid ? ValidatedAt : EndsAt;

    /// <summary>What becomes of the row at a position in the order of completion.</summary>
    public PlannedRow RowAt(int position)
    {
        if (Rerun is null)
        {
            var fate = Fates.Of(position);
            return RowDefects is null ? new PlannedRow(fate, RowDefect.None) : RowDefects.Apply(position, fate);
        }

        var row = Rerun[position];
        var planned = RowDefects?.Apply(row.Origin, row.Fate, row.Before) ?? new PlannedRow(row.Fate, RowDefect.None);
        // A row has one defect at most.
        return planned.Defect == RowDefect.None && row.Own != RowDefect.None
            ? new PlannedRow(row.Fate, row.Own)
            : planned;
    }

    /// <summary>The row at a position as it stays if it is not worked on again.</summary>
    public RerunRow KeptAt(int position)
    {
        var row = Rerun is null ? new RerunRow(position, Fates.Of(position), default, default) : Rerun[position];
        return row with { Before = row.Before | (RowDefects?.Happened ?? RowOccasions.None) };
    }

    /// <summary>The id of a row's result: one-to-one in the row, so that no two of a batch share one.</summary>
    public ulong ResultIdOf(int row) => SeededDraws.Mix(ResultSeed + ((ulong)row << 32));

    /// <summary>How many of the first <paramref name="finished"/> rows are counted as failed.</summary>
    public int FailedAmong(int finished) => Rerun?.FailedAmong(finished) ?? Fates.FailedAmong(finished);

    /// <summary>How many rows have had their turn at a moment.</summary>
    public int FinishedAt(DateTimeOffset moment)
    {
        var kept = Rerun?.Kept ?? 0;
        if (End == PlannedEnd.Invalid || moment < ValidatedAt)
        {
            return kept;
        }

        if (moment >= EndsAt)
        {
            return Done;
        }

        var executed = Rerun?.Done ?? Fates.Executed;
        if (Service is not null)
        {
            return Math.Min(kept + Service.DoneAt(moment), executed);
        }

        return moment >= FinalizingAt
            ? executed
            : kept + (int)((executed - kept) * ((moment - ValidatedAt) / (FinalizingAt - ValidatedAt)));
    }
}
