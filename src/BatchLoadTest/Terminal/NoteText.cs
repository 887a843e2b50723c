using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>Lays out notes.</summary>
public static class NoteText
{
    /// <summary>Writes a note to standard error: each line whole, however long, and without control characters.</summary>
    public static void Write(TextWriter error, string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            error.WriteLine(CellText.Clean(line.ToString()));
        }
    }

    /// <summary>Lays out a note for a terminal.</summary>
    public static IReadOnlyList<Line> Lay(NoteLevel level, string text, int width)
    {
        var tone = level switch
        {
            NoteLevel.Error => Tone.Bad,
            NoteLevel.Warning => Tone.Warning,
            _ => Tone.Plain,
        };
        List<Line> lines = [];
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines.AddRange(WrappedText.Lay(new Piece(""), line.ToString(), width, tone));
        }

        return lines;
    }
}
