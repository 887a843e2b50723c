namespace BatchLoadTest.Cluster.Messages;

/// <summary>The API key. Holds a secret: its text form shows none.</summary>
public sealed record KeyAnswer
{
    /// <summary>Number of the key, from 1; 0 where there is none yet: the worker asks again.</summary>
    public int Number { get; init; }

    /// <summary>The secret itself; null where none is to be sent.</summary>
    public string? Secret { get; init; }

    /// <summary>The service's id of the key; null where it gave none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the run created it.</summary>
    public bool IsCreated { get; init; }

    /// <summary>How old it is.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Why there is none, or no other one, in a line; else null.</summary>
    public string? Refusal { get; init; }

    /// <summary>When it was created, as a time stamp of this machine.</summary>
    public long CreatedAt(TimeProvider timeProvider) =>
        timeProvider.GetTimestamp() - (long)(Age.TotalSeconds * timeProvider.TimestampFrequency);

    /// <summary>Shows no secret.</summary>
    public override string ToString() => Refusal is null ? $"key {Number}" : $"no key: {Refusal}";
}
