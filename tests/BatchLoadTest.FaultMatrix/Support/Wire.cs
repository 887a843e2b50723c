namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>What is spoken with the server.</summary>
public enum Wire
{
    /// <summary>HTTP/1.1.</summary>
    Http1,

    /// <summary>HTTP/1.1 over TLS.</summary>
    Http1Tls,

    /// <summary>HTTP/2 without TLS, with prior knowledge.</summary>
    Http2,

    /// <summary>HTTP/2 over TLS.</summary>
    Http2Tls,
}
