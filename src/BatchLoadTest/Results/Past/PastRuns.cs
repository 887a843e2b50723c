using BatchLoadTest.Recording;

namespace BatchLoadTest.Results.Past;

/// <summary>
/// The runs in the folders of one folder, such as <c>results/</c>. What was read of one is kept until its files change. Callable
/// from any thread.
/// </summary>
/// <param name="folder">Full path of the folder of runs; need not be there.</param>
internal sealed class PastRuns(string folder)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Stamp, PastRun? Run)> known = new(StringComparer.Ordinal);

    /// <summary>The folder of runs.</summary>
    public string Folder => folder;

    /// <summary>All that there are, those that began last first; what is no run is left out.</summary>
    public IReadOnlyList<PastRun> List()
    {
        lock (gate)
        {
            var folders = Folders();
            foreach (var gone in known.Keys.Except(folders.Select(each => each.Name), StringComparer.Ordinal).ToList())
            {
                known.Remove(gone);
            }

            // Most of the time goes into reading what is new: of hundreds of runs the first time.
            var read = folders
                .AsParallel()
                .Select(each => (each.Name, Stamp: StampOf(each), each.FullName))
                .Where(each => !IsKnown(each.Name, each.Stamp))
                .Select(each => (each.Name, each.Stamp, Run: PastRunReader.Read(each.FullName)))
                .ToList();
            read.ForEach(each => known[each.Name] = (each.Stamp, each.Run));
            return
            [
                .. known
                    .Values.Select(each => each.Run)
                    .OfType<PastRun>()
                    .OrderByDescending(run => run.StartedAt)
                    .ThenByDescending(run => run.Name, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The run in the folder of this name, and that folder's full path; null where there is none.</summary>
    /// <remarks>The name is only held against those of folders that are there: no path is ever made of it.</remarks>
    public (PastRun Run, string Path)? Find(string name)
    {
        lock (gate)
        {
            var found = Folders().FirstOrDefault(each => each.Name == name);
            return found is not null && Read(found) is { } run ? (run, found.FullName) : null;
        }
    }

    /// <summary>Removes a run's folder with all that is in it; a link in it, but not what that leads to.</summary>
    /// <returns>What speaks against it; null where it is done.</returns>
    public string? Delete(string name)
    {
        if (Find(name) is not var (run, path))
        {
            return "there is no such run";
        }

        if (!run.CanBeDeleted)
        {
            return run.State == PastRunState.Running
                ? "this run goes on"
                : "nobody can say whose folder this is; remove it by hand";
        }

        try
        {
            // Held, so that no run begins in it meanwhile.
            using (FolderLock.Take(path))
            {
                Empty(path);
            }

            Directory.Delete(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"it could not be removed: {exception.Message}";
        }
    }

    private static void Empty(string path)
    {
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else if (entry.Name != FolderLock.FileName)
            {
                entry.Delete();
            }
        }
    }

    // A folder that is a link may lead anywhere.
    private List<DirectoryInfo> Folders()
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder)
                    .EnumerateDirectories()
                    .Where(each => each.LinkTarget is null && !each.Name.StartsWith('.')),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or no folder.
            return [];
        }
    }

    private PastRun? Read(DirectoryInfo each)
    {
        var stamp = StampOf(each);
        if (!IsKnown(each.Name, stamp))
        {
            known[each.Name] = (stamp, PastRunReader.Read(each.FullName));
        }

        return known[each.Name].Run;
    }

    private bool IsKnown(string name, string stamp) => known.TryGetValue(name, out var before) && before.Stamp == stamp;

    private static string StampOf(DirectoryInfo each) => string.Join(' ', Stamps(each.FullName));

    // Whatever may change what is shown. A lock is freed without any file being written to where a process was killed.
    private static IEnumerable<string> Stamps(string path)
    {
        foreach (var name in (string[])[JournalWriter.FileName, PastMetrics.FileName, NotRemoved.FileName])
        {
            var file = new FileInfo(Path.Combine(path, name));
            yield return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "-";
        }

        yield return $"{FolderLock.IsHeld(path)}";
    }
}
