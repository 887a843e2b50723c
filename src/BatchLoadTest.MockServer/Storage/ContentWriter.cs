using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// Takes an upload's bytes as they arrive. They stay in a pooled buffer until there are too many, then everything goes
/// to a file. Without <see cref="Complete"/> nothing is kept.
/// </summary>
internal sealed class ContentWriter(ContentStore store) : IDisposable
{
    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
    private string? path;
    private SafeFileHandle? file;
    private bool completed;

    public long Length { get; private set; }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (file is null && !TryBuffer(bytes.Span))
        {
            path = store.NewPath();
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, (int)Length), 0, cancellationToken);
            ReturnBuffer();
        }

        if (file is not null)
        {
            await RandomAccess.WriteAsync(file, bytes, Length, cancellationToken);
        }

        Length += bytes.Length;
    }

    public StoredContent Complete()
    {
        completed = true;
        if (file is null)
        {
            return store.Keep(buffer.AsSpan(0, (int)Length).ToArray());
        }

        file.Dispose();
        return store.Keep(path!, Length);
    }

    public void Dispose()
    {
        ReturnBuffer();
        file?.Dispose();
        if (!completed && path is not null)
        {
            File.Delete(path);
        }
    }

    private bool TryBuffer(ReadOnlySpan<byte> bytes)
    {
        var needed = (int)Length + bytes.Length;
        if (!store.FitsInMemory(needed))
        {
            return false;
        }

        if (buffer!.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
            buffer.AsSpan(0, (int)Length).CopyTo(larger);
            ReturnBuffer();
            buffer = larger;
        }

        bytes.CopyTo(buffer.AsSpan((int)Length));
        return true;
    }

    private void ReturnBuffer()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = null;
        }
    }
}
