using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// Takes an upload's bytes as they arrive. They stay in a pooled buffer until there are too many, then everything goes
/// to a file. Without <see cref="Complete"/> nothing is kept.
/// </summary>
internal sealed class ContentWriter(ContentStore store) : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
    private string? _path;
    private SafeFileHandle? _file;
    private bool _completed;

    public long Length { get; private set; }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_file is null && !TryBuffer(bytes.Span))
        {
            _path = store.NewPath();
            _file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            await RandomAccess.WriteAsync(_file, _buffer.AsMemory(0, (int)Length), 0, cancellationToken);
            ReturnBuffer();
        }

        if (_file is not null)
        {
            await RandomAccess.WriteAsync(_file, bytes, Length, cancellationToken);
        }

        Length += bytes.Length;
    }

    public StoredContent Complete()
    {
        _completed = true;
        if (_file is null)
        {
            return store.Keep(_buffer.AsSpan(0, (int)Length).ToArray());
        }

        _file.Dispose();
        return store.Keep(_path!, Length);
    }

    public void Dispose()
    {
        ReturnBuffer();
        _file?.Dispose();
        if (!_completed && _path is not null)
        {
            File.Delete(_path);
        }
    }

    private bool TryBuffer(ReadOnlySpan<byte> bytes)
    {
        var needed = (int)Length + bytes.Length;
        if (!store.FitsInMemory(needed))
        {
            return false;
        }

        if (_buffer!.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
            _buffer.AsSpan(0, (int)Length).CopyTo(larger);
            ReturnBuffer();
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan((int)Length));
        return true;
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }
}
