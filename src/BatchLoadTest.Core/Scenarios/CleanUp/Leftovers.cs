using System.Text;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Keeps account of what the run created at the service and has to remove: in a file, so that memory does not grow with
/// the run, and so that the ids are there also after a kill.
/// </summary>
public sealed class Leftovers : IAsyncDisposable
{
    private const char FileMark = 'F';
    private const char BatchMark = 'B';

    private readonly Lock gate = new();
    private readonly string path;
    private readonly StreamWriter writer;
    private bool failed;

    /// <summary>Starts the account in a new file.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Leftovers(string path)
    {
        this.path = path;
        writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Whether the account has holes because the disk took no more.</summary>
    public bool HasHoles => Volatile.Read(ref failed);

    /// <summary>A file that is to be deleted: uploaded by us, or made by the service for one of our batches.</summary>
    /// <param name="id">Its id; null for none.</param>
    public void AddFile(string? id)
    {
        if (id is not null)
        {
            Add(FileMark, id);
        }
    }

    /// <summary>A batch that has not ended and is to be cancelled.</summary>
    public void AddBatch(string id) => Add(BatchMark, id);

    /// <summary>Everything on the account, batches first: their cancellation frees what files are in use. Reads anew.</summary>
    public IEnumerable<Leftover> Read()
    {
        lock (gate)
        {
            writer.Flush();
        }

        return Lines(BatchMark).Concat(Lines(FileMark));
    }

    /// <summary>Closes the account; the file stays.</summary>
    public ValueTask DisposeAsync() => writer.DisposeAsync();

    // Opened by each enumeration: one that File.ReadLines opened at once would be shared, and closed, by all of them.
    private IEnumerable<Leftover> Lines(char mark)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length > 2 && line[0] == mark)
            {
                yield return new Leftover(mark == BatchMark, Uri.UnescapeDataString(line[2..]));
            }
        }
    }

    private void Add(char mark, string id)
    {
        // Escaped: ids are opaque and could hold a line end.
        var line = $"{mark} {Uri.EscapeDataString(id)}";
        lock (gate)
        {
            try
            {
                writer.WriteLine(line);
            }
            catch (IOException)
            {
                // A full disk must not end the load; the end of the run says that something may have stayed behind.
                Volatile.Write(ref failed, true);
            }
        }
    }
}
