using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The figures of one step, or of all steps together.</summary>
public sealed record StepSummary
{
    /// <summary>The step's names; null for the aggregate.</summary>
    public required StepName? Step { get; init; }

    /// <summary>Requests that ended, failed ones included, interrupted ones not.</summary>
    public required long Requests { get; init; }

    /// <summary>Failed requests among <see cref="Requests"/>.</summary>
    public required long Failures { get; init; }

    /// <summary>Requests among <see cref="Requests"/> that this program stood still in: they are in no latency.</summary>
    public long DoubtfulLatencies { get; init; }

    /// <summary>
    /// Those among <see cref="Failures"/> that the service refused for a reason, indexed by <see cref="Refusal"/>; null
    /// where a journal does not tell, empty for none.
    /// </summary>
    public IReadOnlyList<long>? Refused { get; init; } = [];

    /// <summary>All of these; null where nobody knows.</summary>
    public long? TotalRefused => Refused?.Sum();

    /// <summary>Refused share, 0 to 1; null without any request, or where nobody knows.</summary>
    public double? RefusedShare => Requests == 0 ? null : (double?)TotalRefused / Requests;

    /// <summary>How many were refused for one reason; null where nobody knows.</summary>
    public long? RefusedFor(Refusal refusal) =>
        Refused is null ? null
        : Refused.Count == 0 ? 0
        : Refused[(int)refusal];

    /// <summary>Requests among <see cref="Requests"/> that a new key was not yet admitted for; not failures.</summary>
    public required long KeyPending { get; init; }

    /// <summary>Requests among <see cref="Requests"/> that were answered as they should be.</summary>
    public long Successes => Requests - Failures - KeyPending - Resent;

    /// <summary>
    /// Requests among <see cref="Requests"/> that met the end of an idle connection and were sent once more; not failures.
    /// </summary>
    public long Resent { get; init; }

    /// <summary>Requests cut off by the end of the run; in no other figure but <see cref="P95ByTime"/>.</summary>
    public required long Interrupted { get; init; }

    /// <summary>
    /// Requests among <see cref="Interrupted"/> that hung: no byte had moved for a second, and they were older than a
    /// second, than any that succeeded and than what a threshold on the step's p95 allows.
    /// </summary>
    public long Hung { get; init; }

    /// <summary>Bytes of request bodies.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Bytes of response bodies.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Redirects followed, which are no requests of their own.</summary>
    public long Redirects { get; init; }

    /// <summary>Bytes of response bodies once decoded; the same where none was encoded.</summary>
    public long BytesDecoded { get; init; }

    /// <summary>Time to the last byte of the answer, of every request in <see cref="Requests"/> but
    /// <see cref="DoubtfulLatencies"/>.</summary>
    public required LatencySummary Latency { get; init; }

    /// <summary>
    /// The 95th percentile of the latency weighted by time: each second of load weighs 1, shared by the requests that began
    /// in it; in a second in which none began, what is open counts with the latency that it still had. Interrupted requests
    /// are in it with their age. Null without any, and where a journal does not say when requests began (format 1).
    /// </summary>
    public TimeSpan? P95ByTime { get; init; }

    /// <summary>
    /// The 95th percentile of the requests that succeeded, where over 1 % did not: a refusal is quick, and makes that of all look
    /// better than it is. Null where there are fewer, or where a journal does not tell.
    /// </summary>
    public TimeSpan? P95OfSuccesses { get; init; }

    /// <summary>Whether the latencies are of two kinds, with hardly any between; null where they are not.</summary>
    public TwoHumps? Humps { get; init; }

    /// <summary>Time to the answer's headers, of every request that got any but
    /// <see cref="DoubtfulLatencies"/>.</summary>
    public required LatencySummary TimeToFirstByte { get; init; }

    /// <summary>
    /// Where the time of those that got an answer went, in the order of a request; empty where nobody looked (a journal of an
    /// earlier version).
    /// </summary>
    public IReadOnlyList<PhaseSummary> Phases { get; init; } = [];

    /// <summary>Requests per second over the last ten whole seconds.</summary>
    public required double CurrentRate { get; init; }

    /// <summary>Failures per second over the last ten whole seconds.</summary>
    public required double CurrentFailureRate { get; init; }

    /// <summary>Requests per second over the whole run so far.</summary>
    public required double TotalRate { get; init; }

    /// <summary>Failures per second over the whole run so far.</summary>
    public double TotalFailureRate => Requests == 0 ? 0 : TotalRate * Failures / Requests;

    /// <summary>Share that met the end of an idle connection and was sent once more, 0 to 1; null without any.</summary>
    public double? ResentShare => Requests == 0 ? null : (double)Resent / Requests;

    /// <summary>Failed share, 0 to 1; null without any request.</summary>
    public double? FailedShare => Requests == 0 ? null : (double)Failures / Requests;
}
