namespace BatchLoadTest.Measurements;

/// <summary>Questions about an <see cref="Outcome"/>.</summary>
public static class Outcomes
{
    /// <summary>Whether a request that ended so counts as failed.</summary>
    public static bool IsFailure(this Outcome outcome) => outcome > Outcome.Interrupted;

    /// <summary>Whether a request ended so by a fault of this machine, which says nothing about the service.</summary>
    public static bool IsOwnFault(this Outcome outcome) => outcome is Outcome.ThisMachine or Outcome.DoubtfulTimeout;

    /// <summary>The name of a kind of ending in reports, such as <c>http_429</c> or <c>timeout</c>.</summary>
    /// <param name="outcome">How the request ended.</param>
    /// <param name="status">HTTP status; used with <see cref="Outcome.HttpStatus"/> only.</param>
    public static string KindName(this Outcome outcome, int status) =>
        outcome switch
        {
            Outcome.Success => "success",
            Outcome.KeyPending => "key_pending",
            Outcome.Resent => "resent",
            Outcome.ThisMachine => "this_machine",
            Outcome.DoubtfulTimeout => "doubtful_timeout",
            Outcome.Interrupted => "interrupted",
            Outcome.HttpStatus => $"http_{status}",
            Outcome.ConnectionRefused => "connection_refused",
            Outcome.ConnectionReset => "connection_reset",
            Outcome.ConnectionClosed => "connection_closed",
            Outcome.RefusedStream => "refused_stream",
            Outcome.Unreachable => "unreachable",
            Outcome.Dns => "dns",
            Outcome.Tls => "tls",
            Outcome.TimedOut => "timeout",
            Outcome.MalformedBody => "malformed_body",
            Outcome.TruncatedBody => "truncated_body",
            Outcome.ContentMismatch => "content_mismatch",
            Outcome.Protocol => "protocol",
            _ => "other",
        };
}
