using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// What came of one request, with its times. A class: a hundred bytes copied through every layer cost more than one
/// object.
/// </summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">HTTP status; 0 where none came.</param>
/// <param name="Value">What the body said; null unless <paramref name="Outcome"/> is a success.</param>
/// <param name="Detail">For a failure: the server's or the system's words, without secrets.</param>
/// <param name="RetryAfter">How long the server asks to wait; null where it does not.</param>
/// <param name="IntendedStart">Time stamp of the moment when the request was to start.</param>
/// <param name="Start">Time stamp of the moment when it was handed to the connection pool.</param>
/// <param name="Latency">From <paramref name="Start"/> to the last byte of the body or the failure.</param>
/// <param name="TimeToFirstByte">From <paramref name="Start"/> to the headers; zero where none came.</param>
/// <param name="BytesSent">Bytes of the request's body; 0 where no answer came.</param>
/// <param name="BytesReceived">Bytes of the answer's body on the wire.</param>
public sealed record ApiResponse<T>(
    Outcome Outcome,
    int Status,
    T? Value,
    string? Detail,
    TimeSpan? RetryAfter,
    long IntendedStart,
    long Start,
    TimeSpan Latency,
    TimeSpan TimeToFirstByte,
    long BytesSent,
    long BytesReceived
)
    where T : class
{
    /// <summary>The refusal that it is by a word of the dialect's own; null where that does not tell.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Redirects followed on the way to the content of a file; their time is in <see cref="Latency"/>.</summary>
    public int Redirects { get; init; }

    /// <summary>How many bytes more the answer's body had once it was decoded; 0 where it was not encoded.</summary>
    public long BytesUnpacked { get; init; }

    /// <summary>Where its time went.</summary>
    public PhaseTimes Phases { get; init; }

    /// <summary>What it can be found by; null where it succeeded and was not slow.</summary>
    public RequestIdentity? Identity { get; init; }

    /// <summary>For how long no byte had moved when it ended.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>Whether this program stood still while it was under way, so that its times are those of no answer.</summary>
    public bool IsLatencyDoubtful { get; init; }

    /// <summary>
    /// Whether it is a GET that met the end of a connection which had been idle for over a second. Such a request may be
    /// sent once more; the one that follows is a request of its own.
    /// </summary>
    public bool MayBeSentAgain { get; init; }

    /// <summary>Whether it was given up before anything of it was sent.</summary>
    public bool WasNeverSent { get; init; }

    /// <summary>Whether <see cref="Value"/> is there.</summary>
    public bool IsSuccess => Outcome == Outcome.Success;

    /// <summary>
    /// Whether the server refused the key itself. 403 is not that: it refuses what was asked for, and another key would
    /// change nothing.
    /// </summary>
    public bool IsKeyRefused => Outcome == Outcome.HttpStatus && Status == 401;

    /// <summary>The measurement that this request is.</summary>
    /// <param name="step">What was requested.</param>
    /// <param name="outcome">How it counts, where the caller knows better than HTTP does.</param>
    public Measurement ToMeasurement(Step step, Outcome outcome) =>
        new(step, outcome, Status, IntendedStart, Start, Latency, TimeToFirstByte, BytesSent, BytesReceived, Detail)
        {
            Idle = Idle,
            IsLatencyDoubtful = IsLatencyDoubtful,
            BytesUnpacked = BytesUnpacked,
            Redirects = Redirects,
            Refusal = Refusal,
            Phases = Phases,
            Identity = Identity,
        };
}
