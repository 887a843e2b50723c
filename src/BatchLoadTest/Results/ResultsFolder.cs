using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results;

/// <summary>Where a run leaves its files.</summary>
public sealed class ResultsFolder
{
    private ResultsFolder(string path) => FullPath = path;

    /// <summary>The folder's full path.</summary>
    public string FullPath { get; }

    /// <summary>Makes the folder and proves that files can be written there: found out before the load, not after.</summary>
    /// <exception cref="IOException">It cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static ResultsFolder Prepare(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var probe = Path.Combine(full, $".{Path.GetRandomFileName()}");
        File.WriteAllBytes(probe, [0]);
        File.Delete(probe);
        return new ResultsFolder(full);
    }

    /// <summary>The full path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Proves that a file can be made, or written to where a link leads elsewhere.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void Probe(string name)
    {
        var file = new FileInfo(PathOf(name));
        var isNew = !file.Exists && file.LinkTarget is null;
        using var stream = file.Open(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (isNew)
        {
            file.Delete();
        }
    }

    /// <summary>Opens one of the files that a run cannot do without.</summary>
    /// <exception cref="CannotStartException">It cannot be made.</exception>
    internal T Make<T>(string name, Func<string, T> make)
    {
        try
        {
            return make(PathOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                $"--results {FullPath}: {name} cannot be made: {exception.Message}"
            );
        }
    }

    /// <summary>Deletes a file, if it can.</summary>
    public void Delete(string name) => Try(() => File.Delete(PathOf(name)));

    /// <summary>
    /// Writes lines to a file, if it can: for files that are a help and no report. Makes the folder again where somebody
    /// has removed it.
    /// </summary>
    public void Write(string name, IEnumerable<string> lines) =>
        Try(() =>
        {
            Directory.CreateDirectory(FullPath);
            File.WriteAllLines(PathOf(name), lines);
        });

    /// <summary>Adds lines to a file, if it can: for files that are a help and no report.</summary>
    public void Append(string name, IEnumerable<string> lines) => Try(() => File.AppendAllLines(PathOf(name), lines));

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The run's verdict does not depend on it.
        }
    }
}
