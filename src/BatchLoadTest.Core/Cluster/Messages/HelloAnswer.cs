namespace BatchLoadTest.Cluster.Messages;

/// <summary>What a worker is to do.</summary>
public sealed record HelloAnswer
{
    /// <summary>The master's clock at the moment of the answer.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Why this worker may not take part, in a line; null where it may.</summary>
    public string? Refusal { get; init; }

    /// <summary>The worker's number in the run, from 1: its own part of the run's name.</summary>
    public int Number { get; init; }

    /// <summary>The run to prepare, or that is prepared; null while there is none.</summary>
    public RunOrder? Run { get; init; }

    /// <summary>The share of it, once it goes on.</summary>
    public Lease? Lease { get; init; }

    /// <summary>Whether there will be no further run: the worker ends.</summary>
    public bool IsOver { get; init; }
}
