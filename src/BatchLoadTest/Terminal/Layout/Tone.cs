namespace BatchLoadTest.Terminal.Layout;

/// <summary>What a piece of text means; the terminal shows it by colour or weight, plain output not at all.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>Beside the point: captions and zeros.</summary>
    Faint,

    /// <summary>The point.</summary>
    Strong,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Look here, although nothing failed.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Bad,
}
