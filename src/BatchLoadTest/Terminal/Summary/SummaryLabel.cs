using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>What stands before a line's words, so that the words of all lines begin in one column.</summary>
internal static class SummaryLabel
{
    private const int Width = 12;

    /// <summary>The label; empty where a line goes on with the one above.</summary>
    public static Piece Of(string text) => new(text.PadRight(Width), Tone.Faint);

    /// <summary>Several texts under one label, each from a line of its own on.</summary>
    public static IEnumerable<Line> Lay(string label, IEnumerable<string> texts, int width, Tone tone = Tone.Plain) =>
        texts.SelectMany((text, index) => WrappedText.Lay(Of(index == 0 ? label : ""), text, width, tone));
}
