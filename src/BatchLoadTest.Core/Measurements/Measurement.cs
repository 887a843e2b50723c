namespace BatchLoadTest.Measurements;

/// <summary>
/// One HTTP request. Time stamps are those of <see cref="TimeProvider.GetTimestamp"/> of the run's provider.
/// </summary>
/// <param name="Step">What was requested.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">HTTP status; 0 where none came.</param>
/// <param name="IntendedStart">When it should have started: with a closed load the same as <paramref name="Start"/>.</param>
/// <param name="Start">When it was handed to the connection pool.</param>
/// <param name="Latency">From <paramref name="Start"/> to the last byte of the answer (or to the failure).</param>
/// <param name="TimeToFirstByte">From <paramref name="Start"/> to the answer's headers; zero where none came.</param>
/// <param name="BytesSent">Bytes of the request's body; 0 where no answer came.</param>
/// <param name="BytesReceived">Bytes of the answer's body on the wire.</param>
/// <param name="Detail">For a failure: the server's or the system's words, without secrets.</param>
public readonly record struct Measurement(
    Step Step,
    Outcome Outcome,
    int Status,
    long IntendedStart,
    long Start,
    TimeSpan Latency,
    TimeSpan TimeToFirstByte,
    long BytesSent,
    long BytesReceived,
    string? Detail
)
{
    /// <summary>For a request that the end of the run cut off: for how long no byte had moved on it by then.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>The refusal that it is, where the service's dialect tells; null leaves it to <see cref="Refusals.Of"/>.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>
    /// Whether this program stood still while it was under way: how it ended is known, how long it took is not, and its times
    /// are in no latency.
    /// </summary>
    public bool IsLatencyDoubtful { get; init; }

    /// <summary>The class of batches that it belongs to, from 1; 0 where there are no classes.</summary>
    public int Class { get; init; }

    /// <summary>Redirects followed on the way to the content of a file; they are no requests of their own.</summary>
    public int Redirects { get; init; }

    /// <summary>How many bytes more the answer's body had once it was decoded; 0 where it was not encoded.</summary>
    public long BytesUnpacked { get; init; }

    /// <summary>Where its time went.</summary>
    public PhaseTimes Phases { get; init; }

    /// <summary>What it can be found by; null where it succeeded and was not slow.</summary>
    public RequestIdentity? Identity { get; init; }
}
