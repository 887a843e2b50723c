using BatchLoadTest.Runtime;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Terminal;

/// <summary>
/// Standard output or standard error where that is a pipe. The system's own writer takes text for a pipe that nobody
/// reads any more (EPIPE) and says nothing; this one fails, so that whoever writes knows that nobody got it.
/// </summary>
internal sealed class StandardPipe : Stream
{
    // So much goes into a pipe as a whole or, where it is full and does not wait, not at all.
    private const int Whole = 4096;

    private readonly FileStream pipe;
    private readonly Stream usual;

    private StandardPipe(FileStream pipe, Stream usual)
    {
        this.pipe = pipe;
        this.usual = usual;
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A writer to standard output, callable from any thread: the system's own where it is no pipe.</summary>
    public static TextWriter Output() => Of(1, Console.IsOutputRedirected, Console.Out, Console.OpenStandardOutput);

    /// <summary>The same for standard error.</summary>
    public static TextWriter Error() => Of(2, Console.IsErrorRedirected, Console.Error, Console.OpenStandardError);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (var rest = buffer; !rest.IsEmpty; rest = rest[Math.Min(Whole, rest.Length)..])
        {
            WriteWhole(rest[..Math.Min(Whole, rest.Length)]);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing waits.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pipe.Dispose();
            usual.Dispose();
        }

        base.Dispose(disposing);
    }

    private static TextWriter Of(int descriptor, bool isRedirected, TextWriter usual, Func<Stream> open)
    {
        if (!isRedirected || OperatingSystem.IsWindows())
        {
            return usual;
        }

        try
        {
            var stream = new FileStream(
                new SafeFileHandle(descriptor, ownsHandle: false),
                FileAccess.Write,
                bufferSize: 0
            );
            return stream.CanSeek
                ? usual
                : TextWriter.Synchronized(
                    new StreamWriter(new StandardPipe(stream, open()), usual.Encoding) { AutoFlush = true }
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed before the program started; the system's own writer says so.
            return usual;
        }
    }

    private void WriteWhole(ReadOnlySpan<byte> part)
    {
        try
        {
            pipe.Write(part);
        }
        catch (IOException exception) when (SystemErrors.IsTryAgain(exception))
        {
            // Somebody else who has this pipe made it one that does not wait; the system's own stream waits all the same.
            usual.Write(part);
        }
    }
}
