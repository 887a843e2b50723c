namespace BatchLoadTest.Terminal.Layout;

/// <summary>How a table treats one column.</summary>
/// <param name="Header">Its caption.</param>
public sealed record TextColumn(Cell Header)
{
    /// <summary>Whether a flexible text that is too long goes on in further lines, instead of being cut.</summary>
    public bool Wraps { get; init; }

    /// <summary>Text stands at the left; numbers, the default, at the right.</summary>
    public bool Left { get; init; }

    /// <summary>Takes what width is left and cuts its texts; one column at most should.</summary>
    public bool Flexible { get; init; }

    /// <summary>Columns above 0 are left out where the table is too wide, the highest first.</summary>
    public int Dispensable { get; init; }

    /// <summary>A column of text.</summary>
    public static TextColumn Text(string header) => new(header) { Left = true };
}
