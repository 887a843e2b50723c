namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// The bytes of one upload, in memory or on disk. Shared by the input file, the results made from it and the downloads
/// under way, and dropped with the last of them: a file can be deleted while its results are still wanted.
/// </summary>
internal sealed class StoredContent
{
    private readonly byte[]? _bytes;
    private readonly string? _path;
    private readonly Action _drop;
    private int _references = 1;

    public StoredContent(byte[] bytes, Action drop)
    {
        _bytes = bytes;
        _drop = drop;
        Length = bytes.Length;
    }

    public StoredContent(string path, long length, Action drop)
    {
        _path = path;
        _drop = drop;
        Length = length;
    }

    public long Length { get; }

    /// <summary>One more holder; false if the last one has gone already.</summary>
    public bool TryHold()
    {
        var references = Volatile.Read(ref _references);
        while (references > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references)
            {
                return true;
            }

            references = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            _drop();
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
            return _bytes is not null
                ? new ContentReader(this, _bytes)
                : new ContentReader(this, File.OpenHandle(_path!));
        }
        catch
        {
            Release();
            throw;
        }
    }
}
