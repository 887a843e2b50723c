using BatchLoadTest.MockServer.Files;

namespace BatchLoadTest.MockServer.Batches;

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

    /// <summary>What a batch with <see cref="PlannedEnd.Invalid"/> says in its errors.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>When it ends if nobody cancels it.</summary>
    public DateTimeOffset NaturalEnd => End == PlannedEnd.Invalid ? ValidatedAt : EndsAt;

    /// <summary>How many rows have had their turn at a moment.</summary>
    public int FinishedAt(DateTimeOffset moment)
    {
        if (End == PlannedEnd.Invalid || moment < ValidatedAt)
        {
            return 0;
        }

        if (moment >= EndsAt)
        {
            return Fates.Rows;
        }

        return moment >= FinalizingAt
            ? Fates.Executed
            : (int)(Fates.Executed * ((moment - ValidatedAt) / (FinalizingAt - ValidatedAt)));
    }
}
