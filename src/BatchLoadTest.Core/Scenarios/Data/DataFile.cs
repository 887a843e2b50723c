using System.Buffers;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// The file that every user uploads: read and checked once before the run, shared by all. A small one stays in memory; a
/// large one is streamed from disk for each upload, so that memory does not grow with it.
/// </summary>
public sealed class DataFile : IRequestData, IPieceSource
{
    private const int KeepInMemory = 1024 * 1024;
    private const int Piece = 64 * 1024;

    private readonly SafeFileHandle handle;
    private readonly byte[]? content;
    private readonly DateTime lastWrite;
    private FileIds ids = new();
    private IReadOnlyList<long> promptStarts = [];
    private PromptCounts prompts;
    private UploadTags? tags;
    private Variation? variation;
    private ModelEdits? models;
    private Upload? shared;

    private DataFile(string path, SafeFileHandle handle, long length)
    {
        this.handle = handle;
        Path = path;
        Length = length;
        lastWrite = File.GetLastWriteTimeUtc(handle);
        content = length <= KeepInMemory ? new byte[length] : null;
    }

    /// <summary>Path as given.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public string FileName => System.IO.Path.GetFileNameWithoutExtension(Path) + ".jsonl";

    /// <inheritdoc/>
    public string Description => Path;

    /// <inheritdoc/>
    public int Rows => ids.Count;

    /// <inheritdoc/>
    public long Bytes =>
        Edits(tags is null ? [] : new byte[tags.Length], 1, 1) is { } edits ? Length + edits.Bytes : Length;

    /// <inheritdoc/>
    public PromptCounts Prompts => prompts;

    /// <inheritdoc/>
    public string Endpoint { get; private set; } = "";

    /// <summary>What some services would refuse, a line each; it is sent all the same.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Opens and checks a data file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="distinctPart">The run's part of distinct ids; null sends every upload with the file's own ids.</param>
    /// <param name="maxLine">Longest line in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="varySeed">
    /// Makes the prompts of all rows of all uploads different, the same for the same seed; null sends them as they are.
    /// </param>
    /// <param name="model">The model that all rows name instead of their own; null leaves them as they are.</param>
    /// <exception cref="DataFileException">It is missing, cannot be read, or is no valid input file.</exception>
    public static async Task<DataFile> LoadAsync(
        string path,
        string? distinctPart,
        int maxLine,
        CancellationToken cancellationToken,
        int? varySeed = null,
        string? model = null
    )
    {
        DataFile? file = null;
        try
        {
            if (RegularFile.Problem(path) is { } problem)
            {
                throw new DataFileException([$"{path}: {problem}"]);
            }

            var opened = File.OpenHandle(path, options: FileOptions.Asynchronous);
            file = new DataFile(path, opened, RandomAccess.GetLength(opened));
            file.variation = varySeed is { } seed ? new Variation(seed) : null;
            file.models = model is null ? null : new ModelEdits(model);
            await file.CheckAsync(maxLine, cancellationToken);
            file.Tag(distinctPart);
            return file;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw new DataFileException([$"{path}: cannot be read: {exception.Message}"]);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Upload NextUpload(int user, long number)
    {
        var tag = tags?.Next() ?? [];
        return Edits(tag, user, number) is { } edits
            ? new Upload(
                new EditedFileSource(this, edits, PromptsOf(edits)),
                tags is null ? ids : new TaggedIds(ids, tag)
            )
            : shared!;
    }

    /// <inheritdoc/>
    public IRowIds IdsOf(string? suffix) => TaggedIds.Of(ids, suffix);

    /// <inheritdoc/>
    /// <remarks>
    /// By size and time of the last write, whatever of it is held in memory: a run must be of the data that it names.
    /// </remarks>
    public string? Change()
    {
        try
        {
            // Opened and not asked by its path: a link, as in a volume of Kubernetes, has a size and a time of its own.
            using var now = File.OpenHandle(Path);
            var length = RandomAccess.GetLength(now);
            var written = File.GetLastWriteTimeUtc(now);
            return length != Length
                    ? $"data file {Path} changed while the run went on: it has {length} bytes instead of {Length}"
                : written != lastWrite
                    ? $"data file {Path} changed while the run went on: it was written at {Time(written)} and before "
                        + $"at {Time(lastWrite)}"
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"data file {Path} was removed while the run went on";
        }
        catch (UnauthorizedAccessException)
        {
            return $"data file {Path} changed while the run went on: it may not be read any more";
        }
        catch (IOException)
        {
            // No descriptor is left, say: that is no news of the file.
            return null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is held in memory is sent as it was checked, whatever becomes of the file.</remarks>
    string? IUploadSource.Change() => content is null ? Change() : null;

    private static string Time(DateTime time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (content is not null)
        {
            await target.WriteAsync(content, cancellationToken);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (long position = 0; position < Length; )
            {
                var read = await ReadFileAsync(buffer.AsMemory(0, Piece), position, cancellationToken);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private async Task CheckAsync(int maxLine, CancellationToken cancellationToken)
    {
        var check = new DataFileCheck(Path, maxLine, variation is not null, models);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (long position = 0; position < Length; )
            {
                var read = await ReadFileAsync(buffer.AsMemory(0, Piece), position, cancellationToken);
                if (content is not null)
                {
                    buffer.AsSpan(0, read).CopyTo(content.AsSpan((int)position));
                }

                check.Consume(buffer.AsSpan(0, read));
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        (ids, Endpoint) = check.Complete();
        Warnings = check.Warnings;
        (promptStarts, prompts) = (check.PromptStarts, check.Prompts);
        ids.ReadFrom(handle);
        shared = new Upload(this, ids);
    }

    private RowEdits? Edits(byte[] tag, int user, long number) =>
        tag.Length == 0 && variation is null && models is null
            ? null
            : new RowEdits(ids.Places, tag, promptStarts, variation, models, user, number);

    private PromptCounts PromptsOf(RowEdits edits) =>
        variation is null
            ? prompts
            : prompts with
            {
                Own = prompts.Rows,
                Repeated = 0,
                Tokens = prompts.Tokens + (prompts.Rows * RowEdits.Words),
            };

    private void Tag(string? distinctPart)
    {
        if (distinctPart is null)
        {
            return;
        }

        tags = new UploadTags(distinctPart);
        if (ids.Longest + tags.Length > DataFileCheck.LongestId)
        {
            throw new DataFileException([
                $"{Path}: its longest custom_id has {ids.Longest} characters; distinct ids add {tags.Length}, and "
                    + $"services take {DataFileCheck.LongestId} in all",
            ]);
        }
    }

    ValueTask<int> IPieceSource.ReadAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return ReadFileAsync(buffer, position, cancellationToken);
        }

        var piece = content.AsMemory((int)position);
        piece = piece[..Math.Min(piece.Length, buffer.Length)];
        piece.CopyTo(buffer);
        return ValueTask.FromResult(piece.Length);
    }

    // What fits, at least one byte.
    private async ValueTask<int> ReadFileAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken)
    {
        // Never past the length that was checked and announced, should the file grow meanwhile.
        var wanted = (int)Math.Min(buffer.Length, Length - position);
        try
        {
            var read = await RandomAccess.ReadAsync(handle, buffer[..wanted], position, cancellationToken);
            return read > 0 ? read : throw new DataFileException([$"{Path}: has become shorter meanwhile"]);
        }
        catch (IOException exception)
        {
            // Not an IOException: in the middle of an upload that would pass for a broken connection.
            throw new DataFileException([$"{Path}: cannot be read: {exception.Message}"]);
        }
    }
}
