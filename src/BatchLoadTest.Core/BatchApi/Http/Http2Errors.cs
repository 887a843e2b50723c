namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Error codes of HTTP/2 streams. Ours stand in for what the stack would answer by sending again; no server uses them,
/// and none reaches a server.
/// </summary>
internal static class Http2Errors
{
    /// <summary>REFUSED_STREAM (RFC 9113, 7).</summary>
    public const int RefusedStream = 7;

    /// <summary>Ours: the server refused the stream.</summary>
    public const int Refused = 0x7E57_0001;

    /// <summary>Ours: a GOAWAY left the stream out, on a connection that had been idle.</summary>
    public const int LeftOutAfterIdle = 0x7E57_0002;

    /// <summary>Ours: the connection ended before an answer, and had been idle.</summary>
    public const int ClosedAfterIdle = 0x7E57_0003;
}
