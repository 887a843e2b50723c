using BatchLoadTest.Runtime;

namespace BatchLoadTest.Results;

/// <summary>Whose a results folder is: one process's at a time.</summary>
internal static class FolderLock
{
    /// <summary>Held while a run goes on.</summary>
    public const string FileName = "run.lock";

    /// <summary>Takes it until the stream is closed, which deletes the file.</summary>
    /// <remarks>The runtime sees to it that nobody holds a file that was deleted meanwhile.</remarks>
    /// <exception cref="IOException">Another has it, or it cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static FileStream Take(string folder) =>
        new(
            Path.Combine(folder, FileName),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );

    /// <summary>Whether a process has it. One that was killed leaves the file there, and has it no more.</summary>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            // Shared, so that two who look do not take each other for a run.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is IOException io && SystemErrors.IsInUse(io);
        }
    }
}
