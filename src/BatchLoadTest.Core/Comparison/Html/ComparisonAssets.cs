using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Comparison.Html;

/// <summary>What the page of a comparison is made of: the report's look and charts, and a little of its own.</summary>
internal static class ComparisonAssets
{
    /// <summary>Files that no other page has: frame, style sheet, scripts.</summary>
    public static IReadOnlyList<string> Own { get; } =
    ["comparison.html", "comparison.css", "comparisonSections.js", "comparisonCharts.js", "comparisonPage.js"];

    /// <summary>All of them.</summary>
    public static PageParts Parts { get; } =
        new(
            Own[0],
            [.. PageAssets.Styles, Own[1]],
            [
                "echarts.js",
                "format.js",
                "dom.js",
                "tables.js",
                "charts.js",
                "rangeSelection.js",
                "timelineOptions.js",
                "theme.js",
                .. Own.Skip(2),
            ]
        );
}
