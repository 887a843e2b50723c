namespace BatchLoadTest.MockServer.Options;

/// <summary>
/// How rows are worked on, so that turnaround and backlog follow the load. Off unless <see cref="Slots"/> or
/// <see cref="Claim"/> is given: then a batch takes <see cref="MockServerOptions.BatchDuration"/> whatever the load.
/// </summary>
public sealed record ServiceOptions
{
    /// <summary>Rows worked on at once over all batches, with claims over those of one model; 0 is no limit.</summary>
    public int Slots { get; init; }

    /// <summary>How long a row occupies its slot; zero is allowed.</summary>
    public TimeSpan RowTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How rows get from the queue to the slots, those of each model by themselves; null is at once.</summary>
    public ClaimPlan? Claim { get; init; }

    /// <summary>How the pace changes, in any order; of two at one moment the later in the list holds.</summary>
    public IReadOnlyList<ServiceChange> Changes { get; init; } = [];

    /// <summary>
    /// By which share of itself the row time grows for each batch that is unfinished when another one is created; it holds
    /// for the rows of that one. 0.01 is 1 %.
    /// </summary>
    public double SlowWithQueue { get; init; }

    /// <summary>Whether the rows set how long a batch takes.</summary>
    public bool IsOn => Slots > 0 || Claim is not null;

    /// <summary>Everything that is wrong with these options, in words.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Slots < 0)
        {
            yield return "Slots: must not be negative";
        }

        if (RowTime < TimeSpan.Zero)
        {
            yield return "RowTime: must not be negative";
        }

        if (Claim is { } claim && (claim.Interval <= TimeSpan.Zero || claim.Batches < 1 || claim.Rows < 1))
        {
            yield return "Claim: must be at least 1 of each, and an interval of more than zero";
        }

        if (Changes.Any(change => change.At < TimeSpan.Zero || !(change.Speed > 0) || !double.IsFinite(change.Speed)))
        {
            yield return "Changes: must be times that are not negative with speeds above zero";
        }

        if (SlowWithQueue is not (>= 0 and <= 1))
        {
            yield return "SlowWithQueue: must be from 0 to 1";
        }
    }
}
