using System.Text;
using Spectre.Console;

namespace BatchLoadTest.Terminal;

/// <summary>Lets a Spectre console write through a <see cref="GuardedWriter"/> and still know the terminal's size.</summary>
public sealed class GuardedOutput(TextWriter writer, bool isTerminal, Func<TerminalSize> size) : IAnsiConsoleOutput
{
    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    /// <inheritdoc/>
    public int Width => size().Width;

    /// <inheritdoc/>
    public int Height => size().Height;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The process's streams keep the encoding they have.
    }
}
