using System.Text.RegularExpressions;

namespace BatchLoadTest.Reporting.Html;

/// <summary>The frame of the page, with marks such as <c>{{title}}</c> for what is put in.</summary>
public static partial class PageFrame
{
    /// <summary>
    /// The frame cut before and behind each mark: put in piece by piece, a mark within what was put in is text like any
    /// other.
    /// </summary>
    /// <param name="frame">Which frame; the report's where it is left out.</param>
    public static IReadOnlyList<string> Pieces(string frame = PageAssets.Frame) => Mark().Split(PageAssets.Read(frame));

    [GeneratedRegex(@"(\{\{\w+\}\})")]
    private static partial Regex Mark();
}
