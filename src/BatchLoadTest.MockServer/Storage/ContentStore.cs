namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// Where the bytes of uploads go: small ones into memory, larger ones into a folder of this server's own, which is
/// deleted with it. Knows how much is kept.
/// </summary>
internal sealed class ContentStore : IDisposable
{
    /// <summary>Largest content kept in memory, in bytes.</summary>
    public const int LargestInMemory = 64 << 10;

    /// <summary>Beyond this much in memory, small contents go to disk too.</summary>
    private const long MemoryShare = 256L << 20;

    private readonly string folder;
    private long inMemory;
    private long onDisk;
    private long files;

    public ContentStore(string? parent)
    {
        // The parent now, so that a bad one is found at the start; the own folder with the first large upload, so that
        // a server that is killed seldom leaves one behind.
        var parentFolder = Directory.CreateDirectory(parent ?? Path.GetTempPath());
        folder = Path.Combine(parentFolder.FullName, $"batch-mock-{Guid.NewGuid():N}");
    }

    /// <summary>Bytes kept, in memory and on disk.</summary>
    public long TotalBytes => Interlocked.Read(ref inMemory) + Interlocked.Read(ref onDisk);

    public bool FitsInMemory(int bytes) =>
        bytes <= LargestInMemory && Interlocked.Read(ref inMemory) + bytes <= MemoryShare;

    public StoredContent Keep(byte[] bytes)
    {
        Interlocked.Add(ref inMemory, bytes.Length);
        return new StoredContent(bytes, () => Interlocked.Add(ref inMemory, -bytes.Length));
    }

    public StoredContent Keep(string path, long length)
    {
        Interlocked.Add(ref onDisk, length);
        return new StoredContent(
            path,
            length,
            () =>
            {
                Interlocked.Add(ref onDisk, -length);
                Delete(path);
            }
        );
    }

    /// <summary>A path for a new file, in a folder that exists even if somebody has tidied up the temp folder.</summary>
    public string NewPath()
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Interlocked.Increment(ref files)}.jsonl");
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever large.
        }
        catch (IOException)
        {
            // A download that is being cut off can still hold a file (on Windows); what stays lies in the temp folder.
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has tidied up the temp folder: no reason to fail the request that drops an old file.
        }
    }
}
