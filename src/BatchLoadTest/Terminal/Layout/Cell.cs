namespace BatchLoadTest.Terminal.Layout;

/// <summary>A table's cell in one or more forms, the longest first; a crowded table takes a later form of all cells.</summary>
/// <param name="Tone">What it means.</param>
/// <param name="Forms">At least one text.</param>
public readonly record struct Cell(Tone Tone, params IReadOnlyList<string> Forms)
{
    /// <summary>A cell with one form and no special meaning.</summary>
    public static implicit operator Cell(string text) => FromString(text);

    /// <summary>A cell with one form and no special meaning.</summary>
    public static Cell FromString(string text) => new(Tone.Plain, text);

    /// <summary>The form for a level of crowding, from 0.</summary>
    public Piece At(int level) => new(Forms[Math.Min(level, Forms.Count - 1)], Tone);
}
