using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>What stands before a line's words, so that the words of all lines begin in one column.</summary>
internal static class SummaryLabel
{
    private const int Width = 12;

    /// <summary>The label; empty where a line goes on with the one above.</summary>
    public static Piece Of(string text) => new(text.PadRight(Width), Tone.Faint);
}
