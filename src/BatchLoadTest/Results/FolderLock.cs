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
}
