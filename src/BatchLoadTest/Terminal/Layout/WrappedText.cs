namespace BatchLoadTest.Terminal.Layout;

/// <summary>Words after a label, over as many lines as they need.</summary>
public static class WrappedText
{
    /// <summary>Lays out text that may be broken at its spaces.</summary>
    /// <param name="label">What stands before the first line, and is the indent of all others.</param>
    /// <param name="text">The words.</param>
    /// <param name="width">Cells of the widest line.</param>
    /// <param name="tone">What the words mean.</param>
    public static IReadOnlyList<Line> Lay(Piece label, string text, int width, Tone tone = Tone.Plain) =>
        Lay(label, Words(text, tone), width);

    /// <summary>Each word of a text as a piece; empty ones where several spaces follow each other, so that none is lost.</summary>
    public static IEnumerable<Piece> Words(string text, Tone tone = Tone.Plain) =>
        CellText.Clean(text).Split(' ').Select(word => new Piece(word, tone));

    /// <summary>Lays out pieces, with a space between two of them, that are broken only where one alone is too long.</summary>
    /// <param name="label">What stands before the first line, and is the indent of all others.</param>
    /// <param name="pieces">Pieces that should stay whole.</param>
    /// <param name="width">Cells of the widest line.</param>
    public static IReadOnlyList<Line> Lay(Piece label, IEnumerable<Piece> pieces, int width)
    {
        var indent = Math.Min(label.Width, width / 2);
        List<Line> lines = [new Line().Add(label)];
        var empty = true;
        foreach (var piece in pieces)
        {
            if (!empty && lines[^1].Width + 1 + piece.Width > width)
            {
                lines.Add(new Line().PadTo(indent));
                empty = true;
            }

            Fold(lines, empty ? piece : new Piece(" " + piece.Text, piece.Tone), indent, width);
            empty = false;
        }

        return lines;
    }

    // Folded, not cut: the text may be a path or an address that someone wants to copy.
    private static void Fold(List<Line> lines, Piece piece, int indent, int width)
    {
        while (lines[^1].Width + piece.Width > width)
        {
            var head = CellText.Head(piece.Text, width - lines[^1].Width);
            if (head.Length == 0)
            {
                break; // Not even one character fits; the console cuts the line.
            }

            lines[^1].Add(head, piece.Tone);
            lines.Add(new Line().PadTo(indent));
            piece = new Piece(piece.Text[head.Length..], piece.Tone);
        }

        lines[^1].Add(piece);
    }
}
