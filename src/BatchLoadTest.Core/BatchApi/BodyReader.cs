using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads the body of one answer. What it has counted stays valid when the reading fails midway.</summary>
internal abstract class BodyReader<T>
    where T : class
{
    /// <summary>Told of bytes that come; null where nobody looks.</summary>
    public RequestActivity? Activity { get; set; }

    /// <summary>Counts what comes over the wire where the body is encoded; null where it is not.</summary>
    public WireCount? Wire { get; set; }

    /// <summary>Bytes of the body that came over the wire so far.</summary>
    public long OnWire => Wire?.Bytes ?? Received;

    /// <summary>Bytes read so far, decoded.</summary>
    public long Received { get; protected set; }

    /// <summary>What the body said, after success.</summary>
    public T? Value { get; protected set; }

    /// <summary>Reads to the end. Returns success, or the kind of failure with its words.</summary>
    public abstract ValueTask<(Outcome Outcome, string? Detail)> ReadAsync(
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken
    );
}
