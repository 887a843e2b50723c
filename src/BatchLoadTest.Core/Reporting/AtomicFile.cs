namespace BatchLoadTest.Reporting;

/// <summary>Files that are there whole or not at all, whatever happens while they are written.</summary>
public static class AtomicFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes a file beside its place, forces it to the disk and renames it, replacing an older one. Where
    /// <paramref name="write"/> or the disk fails, or the token is cancelled, the older file stays as it was. Missing
    /// folders are created. A link is followed; a device such as <c>/dev/stdout</c> is written to directly.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; need not flush.</param>
    /// <param name="cancellationToken">Ends the writing; without effect once the file is complete.</param>
    public static async Task WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var target = Path.GetFullPath(path);
        if (IsDevice(target))
        {
            // A rename would put a file in the device's place.
            await WriteStreamAsync(target, FileMode.Open, write, cancellationToken);
            return;
        }

        if (new FileInfo(target).LinkTarget is not null)
        {
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        }

        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        // In the same folder, hence on the same disk: only there a rename is one step.
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            await WriteStreamAsync(temporary, FileMode.CreateNew, write, cancellationToken);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static async Task WriteStreamAsync(
        string path,
        FileMode mode,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        await using var stream = new FileStream(
            path,
            mode,
            FileAccess.Write,
            FileShare.ReadWrite,
            BufferSize,
            useAsync: true
        );
        await write(stream, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        if (mode == FileMode.CreateNew)
        {
            // The rename may reach the disk before the content does.
            RandomAccess.FlushToDisk(stream.SafeFileHandle);
        }
    }

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        // A memory disk, with files like any other.
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail is the news; a leftover of a failed clean-up would only hide it.
        }
    }
}
