using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>A table of a rendered page, cells as text.</summary>
/// <param name="Header">The captions.</param>
/// <param name="Rows">The rows below them.</param>
internal sealed partial record RenderedTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static RenderedTable Of(string html)
    {
        List<IReadOnlyList<string>> rows =
        [
            .. Row()
                .Matches(html)
                .Select(row =>
                    (IReadOnlyList<string>)
                        [.. Cell().Matches(row.Value).Select(cell => RenderedPage.TextOf(cell.Value))]
                ),
        ];
        return new RenderedTable(rows[0], rows[1..]);
    }

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd][^>]*>.*?</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();
}
