using Spectre.Console;
using Spectre.Console.Rendering;

namespace BatchLoadTest.Terminal.Layout;

/// <summary>Lines for a Spectre console: cut to its width, coloured where it has colours.</summary>
public sealed class LinesRenderable(IReadOnlyList<Line> lines) : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var glyphs = Glyphs.For(options.Unicode);
        foreach (var line in lines)
        {
            foreach (var piece in line.Cut(maxWidth, glyphs).Pieces.Where(piece => piece.Text.Length > 0))
            {
                // A console without escape codes would set colours through System.Console, past our writer.
                yield return new Segment(piece.Text, options.Ansi ? StyleOf(piece.Tone) : Style.Plain);
            }

            yield return Segment.LineBreak;
        }
    }

    private static Style StyleOf(Tone tone) =>
        tone switch
        {
            Tone.Faint => new Style(decoration: Decoration.Dim),
            Tone.Strong => new Style(decoration: Decoration.Bold),
            Tone.Good => new Style(Color.Green),
            Tone.Warning => new Style(Color.Yellow),
            Tone.Bad => new Style(Color.Red),
            _ => Style.Plain,
        };
}
