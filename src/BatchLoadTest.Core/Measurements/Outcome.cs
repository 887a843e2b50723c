namespace BatchLoadTest.Measurements;

/// <summary>How one request ended. Classified once, where the response is read, and never again.</summary>
public enum Outcome
{
    /// <summary>Any 2xx with a body that says what it should.</summary>
    Success,

    /// <summary>
    /// 401, or a 403 that says so, for a key created moments ago that has not worked yet. Services admit new keys
    /// asynchronously, so this answer is part of the contract: counted and shown, not a failure.
    /// </summary>
    KeyPending,

    /// <summary>
    /// A GET that met the end of a connection which had been idle for over a second: the server closed it just then,
    /// and the request was sent once more, which is a measurement of its own. Counted and shown, not a failure.
    /// </summary>
    Resent,

    /// <summary>
    /// This machine could not send it, or spoilt it: no descriptor, local port or buffer left, or a data file that changed.
    /// The service has no part in it: neither success nor failure, and in no latency.
    /// </summary>
    ThisMachine,

    /// <summary>
    /// Its time ran out while this program stood still, so that nobody knows whether the answer had come: as
    /// <see cref="ThisMachine"/>, neither success nor failure, and in no latency.
    /// </summary>
    DoubtfulTimeout,

    /// <summary>Cut off by the end of the run before an answer came: neither success nor failure, and no latency.</summary>
    Interrupted,

    /// <summary>A status outside 2xx.</summary>
    HttpStatus,

    /// <summary>Nothing listens there.</summary>
    ConnectionRefused,

    /// <summary>The connection broke before or during the answer.</summary>
    ConnectionReset,

    /// <summary>The server closed the connection in order before the answer's headers were complete.</summary>
    ConnectionClosed,

    /// <summary>
    /// HTTP/2: the server said that it has not processed the request, by REFUSED_STREAM or by a GOAWAY that leaves its
    /// stream out (RFC 9113, 8.7).
    /// </summary>
    RefusedStream,

    /// <summary>The host could not be reached: no route.</summary>
    Unreachable,

    /// <summary>The host's name could not be resolved: there is no such name, or the name service did not answer.</summary>
    Dns,

    /// <summary>TLS handshake or certificate refused.</summary>
    Tls,

    /// <summary>No complete answer within the request time-out.</summary>
    TimedOut,

    /// <summary>2xx, but the body is not the JSON it should be, or lacks a member.</summary>
    MalformedBody,

    /// <summary>2xx, but the body ended early.</summary>
    TruncatedBody,

    /// <summary>2xx and readable, but not what was asked for.</summary>
    ContentMismatch,

    /// <summary>The answer is not the HTTP that was agreed on.</summary>
    Protocol,

    /// <summary>Something else; the detail names it.</summary>
    Other,
}
