using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.MockServer.Storage;

/// <summary>Reads one content at any offset, and holds it until disposed.</summary>
internal sealed class ContentReader : IDisposable
{
    private readonly StoredContent content;
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly SafeFileHandle? handle;

    public ContentReader(StoredContent content, byte[] bytes)
    {
        this.content = content;
        this.bytes = bytes;
    }

    public ContentReader(StoredContent content, SafeFileHandle handle)
    {
        this.content = content;
        this.handle = handle;
    }

    /// <summary>Fills the destination. Synchronous: what is read was written moments ago and lies in the page cache.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        if (handle is null)
        {
            bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("A stored file is shorter than it was.");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    public void Dispose()
    {
        handle?.Dispose();
        content.Release();
    }
}
