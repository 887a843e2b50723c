namespace BatchLoadTest.Terminal.Layout;

/// <summary>One line of the screen.</summary>
public sealed class Line
{
    private readonly List<Piece> pieces = [];

    /// <summary>An empty line.</summary>
    public static Line Blank => new();

    /// <summary>Its pieces, from the left.</summary>
    public IReadOnlyList<Piece> Pieces => pieces;

    /// <summary>Cells it takes.</summary>
    public int Width { get; private set; }

    /// <summary>Appends text.</summary>
    public Line Add(string text, Tone tone = Tone.Plain) => Add(new Piece(text, tone));

    /// <summary>Appends a piece.</summary>
    public Line Add(Piece piece)
    {
        pieces.Add(piece);
        Width += piece.Width;
        return this;
    }

    /// <summary>Appends spaces up to column <paramref name="column"/> (from 0); none where it lies behind.</summary>
    public Line PadTo(int column) => Width >= column ? this : Add(new string(' ', column - Width));

    /// <summary>The line, cut off where it is longer than <paramref name="width"/> cells.</summary>
    public Line Cut(int width, Glyphs glyphs)
    {
        if (Width <= width)
        {
            return this;
        }

        var cut = new Line();
        foreach (var piece in pieces)
        {
            var room = width - cut.Width;
            if (piece.Width >= room)
            {
                // Also where it fits exactly: pieces follow that do not, and the reader has to see that.
                cut.Add(CellText.Cut(piece.Text + glyphs.Ellipsis, room, glyphs.Ellipsis), piece.Tone);
                break;
            }

            cut.Add(piece);
        }

        return cut;
    }

    /// <summary>The text alone.</summary>
    public override string ToString() => string.Concat(pieces.Select(piece => piece.Text)).TrimEnd();
}
