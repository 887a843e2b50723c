namespace BatchLoadTest.Measurements;

/// <summary>
/// Where the time of one request went before its first byte. What is left of the time to the first byte is the wait for the
/// service; what is left of the latency is receiving.
/// </summary>
/// <param name="Connecting">Name and TCP; zero on a connection used before, and where a proxy connects.</param>
/// <param name="Securing">TLS; likewise.</param>
/// <param name="Sending">From the first to the last byte of an upload, as the system took them.</param>
public readonly record struct PhaseTimes(TimeSpan Connecting, TimeSpan Securing, TimeSpan Sending)
{
    /// <summary>Waiting for a connection where there are fewer than users; in no latency.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>With an open load how late the request began; that is in its latency, and in its time to the first byte.</summary>
    public TimeSpan StartDelay { get; init; }
}
