using System.Buffers;

namespace BatchLoadTest.MockServer.Http;

/// <summary>
/// A growing buffer from the pool. Lines go here first and to the response by the chunk: a response's own writer costs
/// more for each of the many small pieces of a line.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4 << 10);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back all but the first bytes.</summary>
    public void Truncate(int length) => Length = Math.Min(length, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return bytes.AsSpan(Length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private void EnsureRoom(int sizeHint)
    {
        var needed = Length + Math.Max(1, sizeHint);
        if (needed <= bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, bytes.Length * 2));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
