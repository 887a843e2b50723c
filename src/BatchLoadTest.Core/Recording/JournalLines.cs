using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Recording;

/// <summary>
/// The whole lines of a journal, in a buffer as large as the longest one. A last line without its end is left out: the
/// process was killed while it was written, or writes it just now.
/// </summary>
/// <param name="path">For errors.</param>
/// <param name="file">The journal; closed with this.</param>
internal sealed class JournalLines(string path, SafeFileHandle file) : IDisposable
{
    private const int FirstSize = 256 * 1024;

    // A second with 100,000 batches. What has no line end in so many bytes is no journal.
    private const int LongestLine = 64 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int begin;
    private int end;
    private long position;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where the next line begins, in bytes.</summary>
    public long Offset => position - (end - begin);

    /// <summary>The next line without its end; valid until the next call. False at the end of the file.</summary>
    /// <exception cref="JournalException">The line has no end for too long, or the disk does not give it.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var length = buffer.AsSpan(begin + searched, end - begin - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = buffer.AsMemory(begin, searched + length);
                begin += searched + length + 1;
                Number++;
                return true;
            }

            searched = end - begin;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        file.Dispose();
    }

    private bool Fill()
    {
        if (end - begin == buffer.Length)
        {
            if (buffer.Length >= LongestLine)
            {
                throw new JournalException($"{path}, line {Number + 1}: too long for a journal");
            }

            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(begin, end - begin).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
        }

        (begin, end) = (0, end - begin);
        var read = Read(buffer.AsSpan(end));
        position += read;
        end += read;
        return read > 0;
    }

    private int Read(Span<byte> free)
    {
        try
        {
            return RandomAccess.Read(file, free, position);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path} cannot be read: {exception.Message}");
        }
    }
}
