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

    // Version and flags of a traceparent. Sampled only where the run's own spans are: a service that follows its caller's wish
    // would else trace everything.
    private const string Version = "00-";
    private const string NotSampled = "-00";
    private const string Sampled = "-01";

    /// <summary>Adds both.</summary>
    /// <param name="headers">Headers of the request.</param>
    /// <param name="span">
    /// The trace that it belongs to, its span, and whether it is sampled; each that is empty is made up.
    /// </param>
    public static void Add(HttpRequestHeaders headers, ActivityContext span)
    {
        var traceId = (span.TraceId == default ? ActivityTraceId.CreateRandom() : span.TraceId).ToHexString();
        var spanId = (span.SpanId == default ? ActivitySpanId.CreateRandom() : span.SpanId).ToHexString();
        var flags = span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? Sampled : NotSampled;
        headers.TryAddWithoutValidation(Parent, string.Concat(Version, traceId, "-", spanId + flags));
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
