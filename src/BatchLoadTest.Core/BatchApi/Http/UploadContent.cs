using System.Net;
using System.Net.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The multipart body of an upload: <c>purpose=batch</c> and the file, streamed from the shared source. Written out
/// here because the framework's multipart content builds a dozen objects per upload and this body never changes.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int SmallFile = 64 * 1024;

    private readonly IUploadSource source;
    private readonly UploadFrame frame;
    private readonly RequestActivity? activity;
    private readonly TimeProvider timeProvider;
    private long began;
    private long sent;

    public UploadContent(IUploadSource source, UploadFrame frame, RequestActivity? activity, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        this.activity = activity;
        this.source = source;
        this.frame = frame;
        Headers.ContentType = frame.ContentType;
    }

    /// <inheritdoc cref="IUploadSource.Change"/>
    public string? Change() => source.Change();

    /// <summary>
    /// What sending took, in time stamps; an answer may come before all was sent, and then it is what it took until then.
    /// </summary>
    /// <param name="until">The first byte of the answer.</param>
    public long SendingTime(long until)
    {
        var (from, to) = (Volatile.Read(ref began), Volatile.Read(ref sent));
        return from == 0 || from > until ? 0 : (to < from ? until : Math.Min(to, until)) - from;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        // A small one is in the system's buffers at once, and there is nothing to see.
        var target = activity is null || source.Length < SmallFile ? stream : new SentStream(stream, activity);
        Volatile.Write(ref began, timeProvider.GetTimestamp());
        await target.WriteAsync(frame.Head, cancellationToken);
        await source.CopyToAsync(target, cancellationToken);
        await target.WriteAsync(frame.Tail, cancellationToken);
        Volatile.Write(ref sent, timeProvider.GetTimestamp());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = frame.Head.Length + source.Length + frame.Tail.Length;
        return true;
    }
}
