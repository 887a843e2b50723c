namespace BatchLoadTest.Measurements;

/// <summary>A part of a request's time, in their order. The values index arrays: keep them dense and from 0.</summary>
public enum RequestPhase
{
    /// <summary>Waiting in this program: for a connection, or with an open load for its turn.</summary>
    Blocked,

    /// <summary>Looking up the name and connecting.</summary>
    Connecting,

    /// <summary>TLS.</summary>
    Securing,

    /// <summary>Sending an upload.</summary>
    Sending,

    /// <summary>Waiting for the first byte of the answer.</summary>
    Waiting,

    /// <summary>Receiving the answer.</summary>
    Receiving,
}
