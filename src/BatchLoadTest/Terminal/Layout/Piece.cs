namespace BatchLoadTest.Terminal.Layout;

/// <summary>
/// A stretch of text with one meaning. The only carrier of text on its way to the screen: it cleans what it is given,
/// so no server can move the cursor, and it is never parsed as markup, so brackets are only brackets.
/// </summary>
public readonly record struct Piece
{
    /// <summary>Takes and cleans <paramref name="text"/>.</summary>
    public Piece(string text, Tone tone = Tone.Plain)
    {
        Text = CellText.Clean(text);
        Tone = tone;
    }

    /// <summary>Text without control characters.</summary>
    public string Text { get; }

    /// <summary>What it means.</summary>
    public Tone Tone { get; }

    /// <summary>Cells it takes.</summary>
    public int Width => CellText.Width(Text);
}
