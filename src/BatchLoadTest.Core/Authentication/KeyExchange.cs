using System.Globalization;

namespace BatchLoadTest.Authentication;

/// <summary>
/// How several processes come to share one key without showing it: shard 0 creates it and leaves it in a file that only
/// its own user can read; the others take it from there and leave a mark when they have ended; then shard 0 deletes the
/// file, the marks and the key.
/// </summary>
/// <param name="path">The file, in a folder that all of them see. A folder that is missing is made.</param>
/// <param name="index">Which of the processes this one is, from 0.</param>
/// <param name="count">How many there are.</param>
/// <param name="timeProvider">For waiting.</param>
public sealed class KeyExchange(string path, int index, int count, TimeProvider timeProvider)
{
    /// <summary>How long a process waits for the key: pods of one job may start minutes apart.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private string RefusalPath => path + ".refused";

    /// <summary>Whether this process is the one that creates the key.</summary>
    public bool IsCreator => index == 0;

    /// <summary>Leaves the key for the others; whole or not at all.</summary>
    /// <exception cref="KeyRefusedException">It cannot be written, or one of an earlier run is there.</exception>
    public void Publish(string key)
    {
        if (File.Exists(path))
        {
            throw new KeyRefusedException($"--key-exchange: {path} is there already, from another run");
        }

        Guarded(() => WriteWhole(path, key));
    }

    /// <summary>Tells the others that there will be no key; the reason holds no secret.</summary>
    public void Refuse(string reason) => Guarded(() => WriteWhole(RefusalPath, reason));

    /// <summary>Waits for the key that shard 0 leaves.</summary>
    /// <exception cref="KeyRefusedException">Shard 0 got none, or did not come.</exception>
    public async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            if (TryRead(path) is { Length: > 0 } key)
            {
                return key;
            }

            if (TryRead(RefusalPath) is { } reason)
            {
                throw new KeyRefusedException($"shard 0 has no API key: {reason}");
            }

            if (timeProvider.GetElapsedTime(begin) >= Patience)
            {
                throw new KeyRefusedException(
                    $"no API key in {path} for {Patience.TotalMinutes:0} minutes: shard 0 has not started, "
                        + "or leaves it elsewhere"
                );
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>
    /// Ends this process's part. Shard 0 waits until all others have ended theirs, so that the key can be deleted.
    /// </summary>
    /// <param name="patience">How long it waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What a reader of the report must know, a line each.</returns>
    public async Task<IReadOnlyList<string>> LeaveAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            if (!IsCreator)
            {
                WriteWhole(MarkOf(index), "");
                return [];
            }

            var missing = await WaitForOthersAsync(patience, cancellationToken);
            // Who comes late must not wait for a key that is gone.
            WriteWhole(RefusalPath, "its run has ended");
            File.Delete(path);
            Enumerable.Range(1, count - 1).ToList().ForEach(other => File.Delete(MarkOf(other)));
            return missing.Count == 0
                ? []
                : [$"shard {string.Join(", ", missing)} has not ended; the API key is deleted all the same"];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [$"--key-exchange: {exception.Message}"];
        }
    }

    private async Task<List<int>> WaitForOthersAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        var missing = Enumerable.Range(1, count - 1).ToList();
        while (true)
        {
            missing.RemoveAll(other => File.Exists(MarkOf(other)));
            var isOver = timeProvider.GetElapsedTime(begin) >= patience || cancellationToken.IsCancellationRequested;
            // Without a key nobody has one to give back.
            if (missing.Count == 0 || isOver || !File.Exists(path))
            {
                return File.Exists(path) ? missing : [];
            }

            await Task.Delay(Pause, timeProvider, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string MarkOf(int shard) => $"{path}.ended-{shard.ToString(CultureInfo.InvariantCulture)}";

    private static string? TryRead(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted between the two; nothing else may be taken for "not there yet".
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyRefusedException($"--key-exchange: {exception.Message}");
        }
    }

    private static void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyRefusedException($"--key-exchange: {exception.Message}");
        }
    }

    private static void WriteWhole(string file, string text)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var temporary = $"{file}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
