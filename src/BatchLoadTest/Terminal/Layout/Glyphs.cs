namespace BatchLoadTest.Terminal.Layout;

/// <summary>The few characters that are nicer outside ASCII, in a form that the output can show.</summary>
/// <param name="Ellipsis">Stands for text left out.</param>
/// <param name="Passed">Goes before PASSED, with a space; may be empty.</param>
/// <param name="Failed">Goes before FAILED and NO DATA, with a space; may be empty.</param>
/// <param name="BarDone">The done part of a bar.</param>
/// <param name="BarLeft">The rest of a bar.</param>
/// <param name="Times">Goes before how often something happened.</param>
public sealed record Glyphs(string Ellipsis, string Passed, string Failed, char BarDone, char BarLeft, char Times)
{
    /// <summary>For a console that shows Unicode.</summary>
    public static Glyphs Unicode { get; } = new("…", "✓ ", "✗ ", '█', '░', '×');

    /// <summary>For every other output: files, pipes, logs.</summary>
    public static Glyphs Ascii { get; } = new("...", "", "", '#', '-', 'x');

    /// <summary>One of the two.</summary>
    public static Glyphs For(bool unicode) => unicode ? Unicode : Ascii;
}
