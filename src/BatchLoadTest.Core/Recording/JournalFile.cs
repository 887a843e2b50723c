using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Recording;

/// <summary>
/// A file of lines that is only ever added to. A line is in the file whole or not at all, as far as that is in our hands:
/// where the disk is full, what could not be written is kept, up to a limit, and tried again with the next line.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>What waits for a full disk; beyond it the journal ends.</summary>
    public const int MaxPending = 16 * 1024 * 1024;

    private readonly SafeFileHandle file;
    private readonly Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write;
    private readonly ArrayBufferWriter<byte> pending = new(64 * 1024);
    private long length;

    /// <summary>Begins an empty file, replacing an older one.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public JournalFile(string path)
        : this(path, Write) { }

    /// <summary>Goes on with a file; what is behind a place in it is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keep">Bytes that stay.</param>
    /// <exception cref="IOException">It cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public JournalFile(string path, long keep)
    {
        write = Write;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.SetLength(file, keep);
        length = keep;
    }

    internal JournalFile(string path, Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write)
    {
        this.write = write;
        file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Where the next line is written to; <see cref="Flush"/> must follow.</summary>
    public IBufferWriter<byte> Line => pending;

    /// <summary>What the disk last said against writing; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether lines were given up: the file ends before the run does.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Hands everything to the operating system; a process that is killed afterwards loses none of it.</summary>
    public void Flush()
    {
        if (IsBroken)
        {
            pending.ResetWrittenCount();
            return;
        }

        try
        {
            write(file, pending.WrittenMemory, length);
            length += pending.WrittenCount;
            pending.ResetWrittenCount();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = exception.Message;
            // A part of the lines may be in the file: cut it off, or write over it the next time.
            TryCut();
            IsBroken = pending.WrittenCount > MaxPending;
        }
    }

    /// <summary>Closes the file; what still waits is tried once more.</summary>
    public void Dispose()
    {
        if (pending.WrittenCount > 0)
        {
            Flush();
        }

        IsBroken |= pending.WrittenCount > 0;
        file.Dispose();
    }

    private static void Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset) =>
        RandomAccess.Write(file, bytes.Span, offset);

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(file, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A reader leaves out what is behind the last whole line.
        }
    }
}
