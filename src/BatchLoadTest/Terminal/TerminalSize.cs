namespace BatchLoadTest.Terminal;

/// <summary>Size of a terminal.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct TerminalSize(int Width, int Height)
{
    /// <summary>What is taken where nobody can tell.</summary>
    public static TerminalSize Usual => new(80, 24);
}
