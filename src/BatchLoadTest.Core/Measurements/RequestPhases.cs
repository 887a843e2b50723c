namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="RequestPhase"/>.</summary>
public static class RequestPhases
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)RequestPhase.Receiving + 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RequestPhase> All { get; } = Enum.GetValues<RequestPhase>();

    /// <summary>The name in journal and reports, as k6 has them where it has the same.</summary>
    public static string KindName(this RequestPhase phase) =>
        phase switch
        {
            RequestPhase.Blocked => "blocked",
            RequestPhase.Connecting => "connecting",
            RequestPhase.Securing => "tls_handshaking",
            RequestPhase.Sending => "sending",
            RequestPhase.Waiting => "waiting",
            _ => "receiving",
        };
}
