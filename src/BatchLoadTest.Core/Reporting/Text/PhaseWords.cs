using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Phases of a request, as people read them.</summary>
internal static class PhaseWords
{
    /// <summary>Such as <c>first byte</c>.</summary>
    public static string Of(RequestPhase phase) =>
        phase switch
        {
            RequestPhase.Blocked => "own queue",
            RequestPhase.Connecting => "connecting",
            RequestPhase.Securing => "TLS",
            RequestPhase.Sending => "sending",
            RequestPhase.Waiting => "waiting for the first byte",
            _ => "receiving",
        };
}
