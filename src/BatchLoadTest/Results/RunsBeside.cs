using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results;

/// <summary>
/// Runs that were killed, in folders beside this run's: those of one release on one disk, each of which has a folder of its own, or
/// those that have the program's own names in <c>results/</c>. Their folders are held, so that nobody else cleans up after them, or
/// begins there, meanwhile.
/// </summary>
internal sealed class RunsBeside : IDisposable
{
    // What is before it names the series, what is behind it the run.
    private const char Separator = '_';

    private readonly List<FileStream> holds = [];

    private RunsBeside(ResultsFolder results) => Left = [.. Find(results)];

    /// <summary>What they may have left at the service; by the names of their folders.</summary>
    public IReadOnlyList<EarlierLeft> Left { get; }

    /// <summary>Looks into the folders beside. What cannot be read, or is held by a run that goes on, is left alone.</summary>
    public static RunsBeside Of(ResultsFolder results) => new(results);

    /// <summary>Lets others use the folders.</summary>
    public void Dispose()
    {
        foreach (var hold in holds)
        {
            hold.Dispose();
        }
    }

    private IEnumerable<EarlierLeft> Find(ResultsFolder results)
    {
        foreach (var folder in Others(results.FullPath))
        {
            if (TryHold(folder) is not { } hold)
            {
                continue;
            }

            // After it is held: until then the run may have gone on, and ended well.
            if (EarlierLeft.FindBeside(folder) is { } left)
            {
                holds.Add(hold);
                yield return left;
            }
            else
            {
                hold.Dispose();
            }
        }
    }

    // Most have ended and left nothing, so that their journals need not be read.
    private static IEnumerable<string> Others(string path)
    {
        var own = Path.TrimEndingDirectorySeparator(path);
        if (Path.GetDirectoryName(own) is not { } parent || SeriesOf(Path.GetFileName(own)) is not { } series)
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories(parent)
                    .Where(folder => folder != own && SeriesOf(Path.GetFileName(folder)) == series)
                    .Where(folder =>
                        new FileInfo(Path.Combine(folder, NotRemoved.FileName)) is { Exists: true, Length: > 0 }
                    )
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Null for a name that belongs to none.
    private static string? SeriesOf(string name) =>
        RunId.IsOne(name) ? ""
        : name.LastIndexOf(Separator) is > 0 and var end ? name[..end]
        : null;

    private static FileStream? TryHold(string folder)
    {
        try
        {
            return FolderLock.Take(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
