using System.Net;
using System.Net.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// The multipart body of an upload: <c>purpose=batch</c> and the file, streamed from the shared source. Written out
/// here because the framework's multipart content builds a dozen objects per upload and this body never changes.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private readonly IUploadSource source;
    private readonly UploadFrame frame;

    public UploadContent(IUploadSource source, UploadFrame frame)
    {
        this.source = source;
        this.frame = frame;
        Headers.ContentType = frame.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await stream.WriteAsync(frame.Head, cancellationToken);
        await source.CopyToAsync(stream, cancellationToken);
        await stream.WriteAsync(frame.Tail, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = frame.Head.Length + source.Length + frame.Tail.Length;
        return true;
    }
}
