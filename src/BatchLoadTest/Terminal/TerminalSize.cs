namespace BatchLoadTest.Terminal;

/// <summary>Size of a terminal.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct TerminalSize(int Width, int Height)
{
    /// <summary>Columns of output that is no terminal, and the most that a table takes on one.</summary>
    public const int WidestText = 120;

    /// <summary>What is taken where nobody can tell.</summary>
    public static TerminalSize Usual => new(80, 24);
}
