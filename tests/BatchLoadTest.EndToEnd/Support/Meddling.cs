namespace BatchLoadTest.EndToEnd.Support;

/// <summary>What a <see cref="MeddlingProxy"/> makes of one answer.</summary>
internal enum Meddling
{
    /// <summary>Passes it on.</summary>
    Nothing,

    /// <summary>Resets the connection when it comes.</summary>
    Cut,

    /// <summary>Passes half of what comes on, and closes.</summary>
    Truncate,

    /// <summary>Answers 500 in its place, as gateways do.</summary>
    ServerError,

    /// <summary>Answers 201 with something that is no JSON.</summary>
    Malform,
}
