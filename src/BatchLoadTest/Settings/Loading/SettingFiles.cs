using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Finds the files that settings name.</summary>
/// <param name="workingDirectory">Where relative paths begin.</param>
/// <param name="programDirectory">Where files that came with the program lie.</param>
internal sealed class SettingFiles(string workingDirectory, string programDirectory)
{
    /// <summary>The full path.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, workingDirectory);

    /// <summary>The full path in the working directory or, if there is no such file, beside the program.</summary>
    public string FullPathOrShipped(string path)
    {
        var wanted = FullPath(path);
        var shipped = Path.GetFullPath(path, programDirectory);
        return !File.Exists(wanted) && File.Exists(shipped) ? shipped : wanted;
    }

    /// <summary>
    /// Whether a file could be made at this path: its nearest folder that exists can be written to, or it is there and
    /// is no folder (a device, a pipe).
    /// </summary>
    public static bool CanHold(string path)
    {
        if (File.Exists(path))
        {
            return true;
        }

        try
        {
            var folder = Path.GetDirectoryName(path);
            while (!Directory.Exists(folder) && !File.Exists(folder))
            {
                folder = Path.GetDirectoryName(folder);
            }

            var probe = Path.Combine(folder!, $".{Path.GetRandomFileName()}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The file's text without the line end that editors add, or null and what is wrong.</summary>
    public string? ReadSecret(string path, out string problem)
    {
        using var bytes = SmallFile.Read(FullPath(path), out problem);
        if (bytes is null)
        {
            problem = $"the file {problem}";
            return null;
        }

        using var reader = new StreamReader(bytes);
        return reader.ReadToEnd().TrimEnd('\r', '\n');
    }
}
