using System.Buffers;
using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Keeps account of what the run created at the service and has to remove: in a file, so that memory does not grow with
/// the run, and so that the ids are there also after a kill, but for those of its last second.
/// </summary>
/// <remarks>
/// A line each: <c>F</c> and a file to delete, <c>R</c> and one that the service made for a batch, <c>B</c> and a batch to cancel, <c>C</c> and a batch that was created,
/// which may have ended since: after a kill nobody can tell. <c>D</c> and a file that the run itself has deleted. <c>K</c> and the name of an API key whose creation was sent:
/// written at once, and made <c>-</c> when the key is known not to be there.
/// </remarks>
public sealed class Leftovers : IAsyncDisposable
{
    private const char FileMark = 'F';
    private const char ResultMark = 'R';
    private const char BatchMark = 'B';
    private const char CreatedMark = 'C';
    private const char DeletedMark = 'D';
    private const char KeyMark = 'K';
    private const char GoneMark = '-';

    private const int ReadSize = 64 * 1024;

    // The newest are those that may not have ended; as many are looked for in the service's list.
    private const int MostBatches = 20_000;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    // Users hold it for a copy in memory only; the disk is waited for under the other one.
    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly SafeFileHandle file;
    private readonly ITimer timer;
    private ArrayBufferWriter<byte> pending = new();
    private ArrayBufferWriter<byte> spare = new();
    private readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> lostInputs = new(StringComparer.Ordinal);
    private readonly TimeProvider timeProvider;
    private readonly Queue<LateCreation> late = new();
    private int lostUploads;
    private long length;
    private bool failed;

    /// <summary>Starts the account in a new file.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="timeProvider">For writing once a second; the system's where none is given.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Leftovers(string path, TimeProvider? timeProvider = null)
    {
        this.timeProvider = timeProvider ?? TimeProvider.System;
        // Read by the same handle: on most systems it still leads to the account when somebody has removed the file.
        file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        timer = this.timeProvider.CreateTimer(_ => Flush(), null, FlushInterval, FlushInterval);
    }

    /// <summary>Whether the account has holes because the disk took no more.</summary>
    public bool HasHoles => Volatile.Read(ref failed);

    /// <summary>A file of ours that is to be deleted.</summary>
    /// <param name="id">Its id; null for none.</param>
    public void AddFile(string? id)
    {
        if (id is not null)
        {
            Add(FileMark, id);
        }
    }

    /// <summary>A file of ours that is known to be gone: nothing has to be deleted any more.</summary>
    public void FileDeleted(string id) => Add(DeletedMark, id);

    /// <summary>A file that is to be deleted and that the service made for one of our batches.</summary>
    /// <param name="id">Its id.</param>
    public void AddResult(string id) => Add(ResultMark, id);

    /// <summary>A batch that has not ended and is to be cancelled.</summary>
    public void AddBatch(string id) => Add(BatchMark, id);

    /// <summary>A batch that was created: for a person after a kill; it is not among those to be removed.</summary>
    public void BatchCreated(string id) => Add(CreatedMark, id);

    /// <summary>A key whose creation is about to be sent: on the disk when this returns.</summary>
    public void AddKey(string name)
    {
        lock (writing)
        {
            Flush();
            var start = length;
            if (!file.IsClosed && Write(Encoding.UTF8.GetBytes(Line(KeyMark, name))))
            {
                keys[name] = start;
            }
        }
    }

    /// <summary>A key that is deleted, or was never created.</summary>
    public void RemoveKey(string name)
    {
        lock (writing)
        {
            if (keys.Remove(name, out var start) && !file.IsClosed)
            {
                WriteAt([(byte)GoneMark], start);
            }
        }
    }

    /// <summary>An upload or the creation of a batch that may have been done though its answer never came.</summary>
    /// <param name="kind">What.</param>
    /// <param name="inputFile">The file of the batch.</param>
    /// <param name="mayComeLate">Whether the service may do it yet: nothing of an answer has come.</param>
    public void AnswerLost(Creation kind, string? inputFile, bool mayComeLate = true)
    {
        lock (gate)
        {
            ForgetCertain();
            if (mayComeLate)
            {
                late.Enqueue(new LateCreation(kind == Creation.Batch ? inputFile : null, timeProvider.GetTimestamp()));
            }

            if (kind == Creation.Batch && inputFile is not null)
            {
                lostInputs.Add(inputFile);
            }
            else
            {
                lostUploads++;
            }
        }
    }

    /// <summary>What was created, or not, without an answer.</summary>
    public LostAnswers Lost(string runId)
    {
        lock (gate)
        {
            ForgetCertain();
            return new LostAnswers(
                runId,
                lostUploads,
                lostInputs.ToHashSet(StringComparer.Ordinal),
                () =>
                {
                    Flush();
                    return Ids(CreatedMark).ToHashSet(StringComparer.Ordinal);
                }
            )
            {
                Late = [.. late],
            };
        }
    }

    /// <summary>The names in an account of keys that may be at the service; of a run that was killed, say.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IEnumerable<string> KeysIn(string path) => File.ReadLines(path).Select(Key).OfType<string>();

    /// <summary>
    /// Everything but keys in the account of a run that was killed, of whose batches nobody knows whether they have ended.
    /// Reads again each time.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IEnumerable<Leftover> ReadOf(string path)
    {
        foreach (var id in Of(CreatedMark).TakeLast(MostBatches))
        {
            yield return new Leftover(IsBatch: true, id) { MayHaveEnded = true };
        }

        foreach (var id in Of(ResultMark))
        {
            yield return new Leftover(IsBatch: false, id) { IsResult = true };
        }

        var deleted = Of(DeletedMark).ToHashSet(StringComparer.Ordinal);
        foreach (var id in Of(FileMark).Where(id => !deleted.Contains(id)))
        {
            yield return new Leftover(IsBatch: false, id);
        }

        IEnumerable<string> Of(char mark) => File.ReadLines(path).Select(line => IdOf(line, mark)).OfType<string>();
    }

    /// <summary>Whether a line of an account, or of a list for a person, is a key's.</summary>
    public static bool IsOfKey(string line) => Key(line) is not null;

    /// <summary>The line of a key.</summary>
    public static string LineOfKey(string name) => Line(KeyMark, name).TrimEnd('\n');

    /// <summary>The ids of all that the run has created of what one list has. Reads from the disk each time.</summary>
    public IEnumerable<string> Ids(ListKind kind)
    {
        Flush();
        return Ids(kind == ListKind.Batches ? CreatedMark : FileMark);
    }

    /// <summary>Everything on the account, batches first: their cancellation frees what files are in use. Reads again each time.</summary>
    public IEnumerable<Leftover> Read()
    {
        Flush();
        var deleted = Ids(DeletedMark).ToHashSet(StringComparer.Ordinal);
        return Lines(BatchMark)
            .Concat(Lines(ResultMark))
            .Concat(Lines(FileMark).Where(file => !deleted.Contains(file.Id)));
    }

    /// <summary>Closes the account; the file stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        Flush();
        lock (writing)
        {
            file.Dispose();
        }
    }

    private static string? Key(string line) => IdOf(line, KeyMark);

    private static string? IdOf(string line, char mark) =>
        line.Length > 2 && line[0] == mark ? Uri.UnescapeDataString(line[2..]) : null;

    // By none of them memory grows with the run: the oldest are of no account any more.
    private void ForgetCertain()
    {
        while (late.TryPeek(out var oldest) && oldest.IsCertain(timeProvider))
        {
            late.Dequeue();
        }
    }

    private IEnumerable<string> Ids(char mark) => TextLines().Select(line => IdOf(line, mark)).OfType<string>();

    // Up to what was written by now.
    private IEnumerable<string> TextLines()
    {
        var end = Interlocked.Read(ref length);
        var buffer = new byte[ReadSize];
        var kept = 0;
        for (long at = 0; at < end; )
        {
            var room = (int)Math.Min(buffer.Length - kept, end - at);
            var read = RandomAccess.Read(file, buffer.AsSpan(kept, room), at);
            if (read == 0)
            {
                // Somebody has made it shorter.
                Volatile.Write(ref failed, true);
                yield break;
            }

            at += read;
            var count = kept + read;
            var start = 0;
            for (int feed; (feed = Array.IndexOf(buffer, (byte)'\n', start, count - start)) >= 0; start = feed + 1)
            {
                yield return Encoding.UTF8.GetString(buffer, start, feed - start);
            }

            kept = count - start;
            Buffer.BlockCopy(buffer, start, buffer, 0, kept);
            if (kept == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private IEnumerable<Leftover> Lines(char mark) =>
        Ids(mark).Select(id => new Leftover(mark == BatchMark, id) { IsResult = mark == ResultMark });

    // Escaped: ids are opaque and could hold a line end.
    private static string Line(char mark, string id) => $"{mark} {Uri.EscapeDataString(id)}\n";

    private void Add(char mark, string id)
    {
        var line = Line(mark, id);
        lock (gate)
        {
            Encoding.UTF8.GetBytes(line, pending);
        }
    }

    private void Flush()
    {
        lock (writing)
        {
            lock (gate)
            {
                (pending, spare) = (spare, pending);
            }

            if (spare.WrittenCount > 0 && !file.IsClosed)
            {
                Write(spare.WrittenSpan);
            }

            spare.ResetWrittenCount();
        }
    }

    private bool Write(ReadOnlySpan<byte> lines)
    {
        var isWritten = WriteAt(lines, length);
        length += isWritten ? lines.Length : 0;
        return isWritten;
    }

    private bool WriteAt(ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            RandomAccess.Write(file, bytes, position);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk must not end the load; the end of the run says that something may have stayed behind. What is
            // in the file of these lines is written over by the next ones.
            Volatile.Write(ref failed, true);
            return false;
        }
    }
}
