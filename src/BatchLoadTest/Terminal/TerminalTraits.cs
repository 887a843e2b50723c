namespace BatchLoadTest.Terminal;

/// <summary>What standard output and standard error are connected to.</summary>
public sealed record TerminalTraits
{
    /// <summary>Whether standard output is a terminal that a person looks at and that can redraw lines.</summary>
    public required bool OutputIsLive { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Whether colours are wanted on a terminal.</summary>
    public required bool Colour { get; init; }

    /// <summary>
    /// The terminal's size at this moment; asked before every redraw, since people resize windows. For other output
    /// the page on which it is laid out.
    /// </summary>
    public required Func<TerminalSize> Size { get; init; }

    /// <summary>Finds out about this process.</summary>
    public static TerminalTraits OfThisProcess() =>
        From(
            Console.IsOutputRedirected,
            Console.IsErrorRedirected,
            Environment.GetEnvironmentVariable,
            SizeOfThisProcess
        );

    /// <summary>Finds out about this process where people read standard error only.</summary>
    public static TerminalTraits OfStandardError() =>
        From(
            Console.IsErrorRedirected,
            Console.IsErrorRedirected,
            Environment.GetEnvironmentVariable,
            SizeOfThisProcess
        );

    /// <summary>
    /// Judges by the facts given: <c>CI</c> means that nobody watches, <c>TERM=dumb</c>, or
    /// none (but on Windows, which does not use it), that lines cannot be redrawn,
    /// <c>NO_COLOR</c> (see no-color.org) that no colour is wanted.
    /// </summary>
    public static TerminalTraits From(
        bool outputRedirected,
        bool errorRedirected,
        Func<string, string?> environment,
        Func<TerminalSize> size
    ) =>
        new()
        {
            OutputIsLive = !outputRedirected && CanRedraw(environment("TERM")) && !IsSet(environment("CI")),
            ErrorIsTerminal = !errorRedirected,
            Colour = string.IsNullOrEmpty(environment("NO_COLOR")),
            Size = outputRedirected ? () => new TerminalSize(TerminalSize.WidestText, int.MaxValue) : size,
        };

    private static bool CanRedraw(string? term) =>
        string.IsNullOrEmpty(term)
            ? OperatingSystem.IsWindows()
            : !string.Equals(term, "dumb", StringComparison.OrdinalIgnoreCase);

    private static bool IsSet(string? value) =>
        !string.IsNullOrEmpty(value)
        && value != "0"
        && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    private static TerminalSize SizeOfThisProcess()
    {
        try
        {
            var (width, height) = (Console.WindowWidth, Console.WindowHeight);
            // A pseudo terminal without a window says 0.
            return width > 0 && height > 0 ? new(width, height) : TerminalSize.Usual;
        }
        catch (IOException)
        {
            return TerminalSize.Usual;
        }
    }
}
