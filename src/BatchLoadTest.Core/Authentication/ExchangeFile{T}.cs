using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BatchLoadTest.Authentication;

/// <summary>One file of an exchange: whole or not there, and for its own user alone.</summary>
/// <param name="path">Where it is. A folder that is missing is made.</param>
/// <param name="type">What it holds.</param>
internal sealed class ExchangeFile<T>(string path, JsonTypeInfo<T> type)
    where T : class
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Always the same name: what a process that was killed has left of it is found again.
    private readonly string temporary = path + ".new";

    /// <summary>Whether anything is there, of this exchange or not.</summary>
    public bool IsThere => File.Exists(path);

    /// <summary>What it holds; null where it is not there, or holds something else.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public T? Read()
    {
        try
        {
            // Nothing in it: not opened, as a pipe would wait for who writes to it.
            return File.Exists(path) && new FileInfo(path).Length > 0
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type)
                : null;
        }
        catch (Exception exception)
            when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted between the two, or nothing of ours; nothing else may be taken for "not there yet".
            return null;
        }
    }

    /// <summary>Writes it again.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(T content)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                JsonSerializer.Serialize(stream, content, type);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            // It may hold the key.
            DeleteTemporary();
            throw;
        }
    }

    /// <summary>Removes it.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            DeleteTemporary();
            File.Delete(path);
        }
    }

    /// <summary>Removes what a process that was killed while it wrote has left, if it can.</summary>
    public void DeleteTemporary()
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong before says more.
        }
    }
}
