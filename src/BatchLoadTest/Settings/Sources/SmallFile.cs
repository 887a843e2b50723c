namespace BatchLoadTest.Settings.Sources;

/// <summary>
/// Reads a file that a setting names and that is small: a settings file, a key. It may be a pipe that somebody writes to,
/// as with <c>--api-key-file &lt;(pass show key)</c>; one that nobody writes to is waited for only so long.
/// </summary>
internal static class SmallFile
{
    private const int MaxBytes = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Its bytes; or null and what is wrong, as the end of a sentence about it.</summary>
    public static MemoryStream? Read(string path, out string problem)
    {
        problem = "";
        if (Directory.Exists(path))
        {
            problem = "is a folder; name a file";
            return null;
        }

        if (!File.Exists(path))
        {
            problem = "does not exist";
            return null;
        }

        (MemoryStream? Bytes, string Problem) read = (
            null,
            $"is a pipe or a device that did not come to its end within {Patience.TotalSeconds:0} s"
        );
        // To open a pipe waits for who writes to it, and cannot be cancelled.
        var reading = new Thread(() => read = ReadToEnd(path)) { IsBackground = true };
        reading.Start();
        (var bytes, problem) = reading.Join(Patience) ? read : (null, read.Problem);
        return bytes;
    }

    private static (MemoryStream? Bytes, string Problem) ReadToEnd(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (file.Read(buffer) is > 0 and var read)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MaxBytes)
                {
                    return (null, "is larger than 1MB");
                }
            }

            bytes.Position = 0;
            return (bytes, "");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, "cannot be read");
        }
    }
}
