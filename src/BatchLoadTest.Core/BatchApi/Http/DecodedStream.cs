namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Decodes a body while it is read, and says in words of its own what is wrong with it: the decoders speak of archive
/// entries. An empty body stays empty.
/// </summary>
/// <param name="inner">The coded body; disposed with it.</param>
/// <param name="encoding">Its Content-Encoding.</param>
/// <param name="open">Opens the decoder that fits its beginning.</param>
internal sealed class DecodedStream(Stream inner, string encoding, DecoderOpening open) : Stream
{
    private readonly CodedStream coded = new(inner);
    private Stream? decoder;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (decoder is null)
        {
            await coded.ReadHeadAsync(cancellationToken);
            if (coded.Head.IsEmpty)
            {
                return 0;
            }

            decoder = open(coded.Head.Span, coded);
        }

        try
        {
            var read = await decoder.ReadAsync(buffer, cancellationToken);
            if (read == 0 && !buffer.IsEmpty)
            {
                // Of a code within a code the decoder leaves the outer one's end unread, which may be missing.
                while (await coded.ReadAsync(buffer, cancellationToken) > 0) { }
            }

            return read;
        }
        // Brotli's is the second.
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw coded.HasEnded
                ? new BrokenEncodingException($"the compressed answer breaks off: its {encoding} data have no end")
                {
                    IsCut = true,
                }
                : new BrokenEncodingException(
                    $"the compressed answer is broken: its {encoding} data cannot be decoded, or their checksum is wrong"
                );
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder?.Dispose();
            coded.Dispose();
        }

        base.Dispose(disposing);
    }
}
