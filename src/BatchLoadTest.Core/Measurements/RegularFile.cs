namespace BatchLoadTest.Measurements;

/// <summary>Tells what cannot be read like a file before it is opened: to open a pipe waits until somebody writes to it.</summary>
public static class RegularFile
{
    /// <summary>What is wrong with it as a file that has something in it; null where nothing is.</summary>
    /// <exception cref="IOException">The disk does not say.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder may not be looked into.</exception>
    public static string? Problem(string path)
    {
        if (Directory.Exists(path))
        {
            return "is a folder; name a file";
        }

        var file = new FileInfo(path);
        return !file.Exists ? "does not exist"
            : LengthOf(file) > 0 ? null
            : "is empty, or a pipe, a socket or a device; it must be a file with something in it";
    }

    // Pipes, sockets and devices have no length.
    private static long LengthOf(FileInfo file) =>
        file.LinkTarget is null ? file.Length
        : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length
        : 0;
}
