namespace BatchLoadTest.Settings;

/// <summary>What a run waits for before it begins.</summary>
public sealed record StartSettings
{
    /// <summary>How long to wait for the service to accept connections; 0 for not at all.</summary>
    public TimeSpan WaitForTarget { get; init; }

    /// <summary>When the load begins; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }
}
