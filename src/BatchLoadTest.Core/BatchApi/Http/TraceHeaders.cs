using System.Diagnostics;
using System.Net.Http.Headers;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The headers by which a request is found again: <c>traceparent</c> (W3C Trace Context) and <c>X-Request-Id</c>, a UUID
/// whose last 16 digits are the request's span and whose first 16 are the beginning of its trace.
/// </summary>
internal static class TraceHeaders
{
    public const string Parent = "traceparent";
    public const string RequestId = "X-Request-Id";

    // Version and flags of a traceparent. Not sampled: a service that follows its caller's wish would else trace everything.
    private const string Version = "00-";
    private const string NotSampled = "-00";

    /// <summary>Adds both.</summary>
    /// <param name="headers">Headers of the request.</param>
    /// <param name="trace">The trace that it belongs to; the empty one gives it a trace of its own.</param>
    public static void Add(HttpRequestHeaders headers, ActivityTraceId trace)
    {
        trace = trace == default ? ActivityTraceId.CreateRandom() : trace;
        var (traceId, spanId) = (trace.ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        headers.TryAddWithoutValidation(Parent, string.Concat(Version, traceId, "-", spanId + NotSampled));
        headers.TryAddWithoutValidation(RequestId, IdOf(traceId, spanId));
    }

    /// <summary>The trace that a traceparent names; null where it is none.</summary>
    public static string? TraceOf(string? parent)
    {
        const int Length = 32;
        return parent is not null && parent.Length >= Version.Length + Length
            ? parent.Substring(Version.Length, Length)
            : null;
    }

    private static string IdOf(string trace, string span) =>
        string.Create(
            36,
            (trace, span),
            static (id, from) =>
            {
                from.trace.AsSpan(0, 8).CopyTo(id);
                id[8] = '-';
                from.trace.AsSpan(8, 4).CopyTo(id[9..]);
                id[13] = '-';
                from.trace.AsSpan(12, 4).CopyTo(id[14..]);
                id[18] = '-';
                from.span.AsSpan(0, 4).CopyTo(id[19..]);
                id[23] = '-';
                from.span.AsSpan(4, 12).CopyTo(id[24..]);
            }
        );
}
