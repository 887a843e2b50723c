using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Results;

/// <summary>What an earlier run in the folder, or in one beside it, may have left at the service: the list beside its journal.</summary>
internal sealed class EarlierLeft
{
    /// <summary>How the names of such lists begin.</summary>
    public const string Start = "not-removed-";

    private readonly string path;
    private readonly FileInfo? journal;
    private readonly long length;

    private EarlierLeft(string path, string journal, bool isLast, string? beside = null)
    {
        this.path = path;
        IsLast = isLast;
        Name = beside ?? Path.GetFileNameWithoutExtension(path)[Start.Length..];
        FileName = beside is null ? Path.GetFileName(path) : path;
        What = beside is null
            ? $"what an earlier run in this folder, {Name},"
            : $"what a run that was killed, in the folder {Name} beside this one,";
        (Facts, WasKilled, KeysUsed) = Read(journal);
        this.journal = Facts is null ? null : new FileInfo(journal);
        length = this.journal?.Length ?? 0;
    }

    /// <summary>Its list, as a person sees it in the folder; of another folder its path.</summary>
    public string FileName { get; }

    /// <summary>The full path of that.</summary>
    public string FilePath => path;

    /// <summary>The run, as the names of its files have it; of another folder its name.</summary>
    public string Name { get; }

    /// <summary>What it left, as the beginning of a sentence.</summary>
    public string What { get; }

    /// <summary>What it was asked to do; null where its journal is gone or cannot be read.</summary>
    public RunFacts? Facts { get; }

    /// <summary>Whether it was the last one in the folder.</summary>
    public bool IsLast { get; }

    /// <summary>Whether it came to no end: the list is its account, which nobody has cleaned up by.</summary>
    public bool WasKilled { get; }

    /// <summary>Fingerprints of the API keys that it had.</summary>
    public IReadOnlyList<string> KeysUsed { get; }

    /// <summary>Names of API keys that may be at the service.</summary>
    public IReadOnlyList<string> Keys => [.. Leftovers.KeysIn(path)];

    /// <summary>
    /// Whether its journal has grown since it was put aside. The folder's lock says that no run uses it, but not every file
    /// system keeps locks, and a process on a machine that is cut off may go on.
    /// </summary>
    public bool GoesOn
    {
        get
        {
            journal?.Refresh();
            return journal is { Exists: true } && journal.Length != length;
        }
    }

    /// <summary>What else is on the account of one that was killed: batches, whether they have ended or not, and files.</summary>
    public IEnumerable<Leftover> Items => WasKilled ? Leftovers.ReadOf(path) : [];

    /// <summary>Whatever it has made that is not on the account, since that lacks its last second.</summary>
    public LostAnswers Lost =>
        LostAnswers.Everything(Facts!.Id) with
        {
            Created = () => Items.Where(item => item.IsBatch).Select(item => item.Id).ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>Reads the list of a run that was put aside; null where it cannot be read.</summary>
    /// <param name="path">The list.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="isLast">Whether it was the last one.</param>
    public static EarlierLeft? Find(string path, string journal, bool isLast)
    {
        try
        {
            _ = Leftovers.KeysIn(path).Count();
            return new(path, journal, isLast);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads the account of a run that was killed, in a folder beside; null where it cannot be read, or the run came to any end: it
    /// has cleaned up itself then, and what is in its list is for a person.
    /// </summary>
    /// <param name="folder">Full path of the other folder, whose lock is this run's.</param>
    public static EarlierLeft? FindBeside(string folder)
    {
        try
        {
            var list = Path.Combine(folder, NotRemoved.FileName);
            _ = Leftovers.KeysIn(list).Count();
            var left = new EarlierLeft(
                list,
                Path.Combine(folder, JournalWriter.FileName),
                isLast: false,
                Path.GetFileName(folder)
            );
            return left.WasKilled ? left : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Puts what is left now in the place of the list; deletes it where that is nothing.</summary>
    /// <param name="keys">Names of keys.</param>
    /// <param name="rest">Other lines; null for those that stand there.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    public void Replace(IEnumerable<string> keys, IEnumerable<string>? rest)
    {
        // Beside it, and then in its place: it is there whole, whatever happens meanwhile.
        var next = $"{path}.tmp";
        File.WriteAllLines(next, (rest ?? Others()).Concat(keys.Select(Leftovers.LineOfKey)));
        if (new FileInfo(next).Length > 0)
        {
            File.Move(next, path, overwrite: true);
        }
        else
        {
            File.Delete(next);
            File.Delete(path);
        }
    }

    private IEnumerable<string> Others() => File.ReadLines(path).Where(line => !Leftovers.IsOfKey(line));

    private static (RunFacts? Facts, bool WasKilled, IReadOnlyList<string> Keys) Read(string path)
    {
        try
        {
            var run = Journal.Open(path);
            var (ending, keys) = run.ReadEnding();
            return (run.Run, ending is null, keys);
        }
        catch (JournalException)
        {
            return (null, false, []);
        }
    }
}
