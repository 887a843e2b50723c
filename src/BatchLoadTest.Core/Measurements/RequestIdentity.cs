namespace BatchLoadTest.Measurements;

/// <summary>What one request can be found by in the service's log, and in those of all that lies between.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query, without secrets.</param>
/// <param name="Latency">From handing it to the connection pool to its end, without any delay of its start.</param>
public sealed record RequestIdentity(string Method, string Path, TimeSpan Latency)
{
    /// <summary>The id that it was sent with (<c>X-Request-Id</c>); null where it had none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Its trace, 32 hexadecimal digits of <c>traceparent</c>; null where it had none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The ids that its answer had, by the name of the header; empty where it had none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ServiceIds { get; init; } = [];

    /// <summary>The batch that it was about; null where there was none yet.</summary>
    public string? BatchId { get; init; }

    /// <summary>The uploaded file that it was about; null where there was none yet.</summary>
    public string? FileId { get; init; }
}
