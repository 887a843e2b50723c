using System.Text;

namespace BatchLoadTest.Terminal;

/// <summary>
/// Passes text on until that fails once, says so on <paramref name="complaints"/>, and from then on swallows it: a
/// closed pipe or a full disk must not end a load test. It does not try again, since output with a hole in it would
/// be read as if it were whole. Callable from any thread; does not own <paramref name="inner"/>.
/// </summary>
/// <param name="inner">Where text goes, with automatic flush.</param>
/// <param name="name">What the complaint calls it.</param>
/// <param name="complaints">Gets one line at the first failure; null: it goes nowhere.</param>
public sealed class GuardedWriter(TextWriter inner, string name, TextWriter? complaints) : TextWriter
{
    private readonly Lock gate = new();

    /// <summary>Whether nothing is said of a failure: where whoever reads may have read enough.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether text is still passed on.</summary>
    public bool Works { get; private set; } = true;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            if (!Works)
            {
                return;
            }

            try
            {
                inner.Write(buffer);
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                GiveUp(exception);
            }
        }
    }

    // In one piece: lines of two threads must not mix, and a terminal should see a line at once.
    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (gate)
        {
            if (!Works)
            {
                return;
            }

            try
            {
                inner.Flush();
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                GiveUp(exception);
            }
        }
    }

    // A stream that was closed before the program started (>&-) is reported as access denied.
    private static bool IsBroken(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ObjectDisposedException;

    private void GiveUp(Exception exception)
    {
        Works = false;
        if (IsSilent)
        {
            return;
        }

        complaints?.WriteLine($"{name} is broken ({exception.Message}); the run goes on without it.");
    }
}
