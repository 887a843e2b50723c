using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads the body of one answer. What it has counted stays valid when the reading fails midway.</summary>
internal abstract class BodyReader<T>
    where T : class
{
    /// <summary>Notified of bytes that come; null where nobody looks.</summary>
    public RequestActivity? Activity { get; set; }

    /// <summary>Counts what comes over the wire where the body is encoded; null where it is not.</summary>
    public WireCount? Wire { get; set; }

    /// <summary>Whether the body may be elsewhere, so that redirects are followed.</summary>
    public virtual bool FollowsRedirects => false;

    /// <summary>Redirects followed on the way to the body.</summary>
    public int Redirects { get; set; }

    /// <summary>Where the last of them led; null where there was none.</summary>
    public Uri? RedirectedTo { get; set; }

    /// <summary>Bytes of the body that came over the wire so far.</summary>
    public long OnWire => Wire?.Bytes ?? Received;

    /// <summary>How many bytes more the body has once decoded; 0 where it is not encoded.</summary>
    public long Unpacked => Received - OnWire;

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
