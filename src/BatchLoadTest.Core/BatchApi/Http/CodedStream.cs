namespace BatchLoadTest.BatchApi.Http;

/// <summary>A coded body whose beginning can be looked at before it is read, and that knows whether it has ended.</summary>
internal sealed class CodedStream(Stream inner) : Stream
{
    private readonly byte[] head = new byte[2];
    private int headLength;
    private int headRead;

    /// <summary>The first two bytes, once read; fewer where there are no more.</summary>
    public ReadOnlyMemory<byte> Head => head.AsMemory(0, headLength);

    /// <summary>Whether a reader has met the end.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads <see cref="Head"/>.</summary>
    public async ValueTask ReadHeadAsync(CancellationToken cancellationToken) =>
        headLength = await inner.ReadAtLeastAsync(
            head,
            head.Length,
            throwOnEndOfStream: false,
            cancellationToken: cancellationToken
        );

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (headRead < headLength)
        {
            var count = Math.Min(buffer.Length, headLength - headRead);
            head.AsMemory(headRead, count).CopyTo(buffer);
            headRead += count;
            return count;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        HasEnded |= read == 0 && buffer.Length > 0;
        return read;
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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
