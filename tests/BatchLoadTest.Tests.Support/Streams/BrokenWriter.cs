using System.Text;

namespace BatchLoadTest.Tests.Support.Streams;

/// <summary>Takes some characters, then fails: as a full disk does, unless told otherwise.</summary>
public sealed class BrokenWriter(int room, Exception? failure = null) : TextWriter
{
    private int written;

    /// <summary>How often someone tried.</summary>
    public int Attempts { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        Attempts++;
        written += buffer.Length;
        if (written > room)
        {
            throw failure ?? new IOException("No space left on device");
        }
    }
}
