using BatchLoadTest.Terminal;
using Spectre.Console.Testing;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>A terminal that is a string.</summary>
public sealed class TestTerminal : IDisposable
{
    /// <summary>A live terminal of the given size that writes everything, escape codes included.</summary>
    public TestTerminal(int width = 80, int height = 24)
    {
        Console.Profile.Width = width;
        Console.Profile.Height = height;
        Console.EmitAnsiSequences = true;
    }

    /// <summary>Its console.</summary>
    public TestConsole Console { get; } = new();

    /// <summary>What went to standard error.</summary>
    public StringWriter Error { get; } = new();

    /// <summary>As views take it.</summary>
    public TerminalOutput Output(bool errorIsTerminal = true) =>
        new()
        {
            Console = Console,
            Out = Console.Profile.Out.Writer,
            Error = Error,
            IsLive = true,
            ErrorIsTerminal = errorIsTerminal,
        };

    /// <summary>What a person sees in the end.</summary>
    public string Screen() => ScreenReader.Read(Console.Output, Console.Profile.Width);

    /// <inheritdoc/>
    public void Dispose()
    {
        Console.Dispose();
        Error.Dispose();
    }
}
