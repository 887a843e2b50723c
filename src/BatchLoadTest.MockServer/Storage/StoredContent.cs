namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// The bytes of one upload, in memory or on disk. Shared by the input file, the results made from it and the downloads
/// under way, and dropped with the last of them: a file can be deleted while its results are still wanted.
/// </summary>
internal sealed class StoredContent
{
    private readonly byte[]? bytes;
    private readonly string? path;
    private readonly Action drop;
    private int references = 1;

    public StoredContent(byte[] bytes, Action drop)
    {
        this.bytes = bytes;
        this.drop = drop;
        Length = bytes.Length;
    }

    public StoredContent(string path, long length, Action drop)
    {
        this.path = path;
        this.drop = drop;
        Length = length;
    }

    public long Length { get; }

    /// <summary>One more holder; false if the last one has gone already.</summary>
    public bool TryHold()
    {
        var held = Volatile.Read(ref references);
        while (held > 0)
        {
            var seen = Interlocked.CompareExchange(ref references, held + 1, held);
            if (seen == held)
            {
                return true;
            }

            held = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref references) == 0)
        {
            drop();
        }
    }

    /// <summary>Opens it for one download, or null if the last holder has gone.</summary>
    public ContentReader? TryOpen()
    {
        if (!TryHold())
        {
            return null;
        }

        try
        {
            return bytes is not null ? new ContentReader(this, bytes) : new ContentReader(this, File.OpenHandle(path!));
        }
        catch
        {
            Release();
            throw;
        }
    }
}
