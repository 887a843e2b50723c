namespace BatchLoadTest.Cluster.Messages;

/// <summary>The master's answer to a tick.</summary>
public sealed record TickAnswer
{
    /// <summary>The master's clock at the moment of the answer.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The last interval that was taken: the worker sends the one after it. Below 0 where the master does not know the
    /// worker: it says hello first.
    /// </summary>
    public required long Acknowledged { get; init; }

    /// <summary>
    /// The last interval that will not be asked for again, whoever the master is: up to it the worker may forget. Null for
    /// all that was taken.
    /// </summary>
    public long? Kept { get; init; }

    /// <summary>
    /// Whether the master was started in place of another one and does not know the worker: the next tick says what it has.
    /// </summary>
    public bool WantsStanding { get; init; }

    /// <summary>Whether the master knows how the worker's run has ended: nothing is left to say.</summary>
    public bool HasEnd { get; init; }

    /// <summary>The share of the load, where the worker has not got it yet.</summary>
    public Lease? Lease { get; init; }
}
