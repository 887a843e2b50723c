namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// The files of the page, which are inside this library: one set for the report, where they are all put into one file,
/// and for a page that is served, where each has its own address. All are UTF-8 text with LF line ends.
/// </summary>
public static class PageAssets
{
    private const string Prefix = "page/";

    /// <summary>The frame that the others are put into.</summary>
    public const string Frame = "page.html";

    /// <summary>Style sheets in the order in which they apply.</summary>
    public static IReadOnlyList<string> Styles { get; } =
    ["theme.css", "base.css", "layout.css", "overview.css", "charts.css", "tables.css", "print.css"];

    /// <summary>
    /// Scripts in the order in which they run: plain scripts, each of which defines one name that later ones use. The
    /// first one is Apache ECharts.
    /// </summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        "echarts.js",
        "format.js",
        "dom.js",
        "tables.js",
        "charts.js",
        "rangeSelection.js",
        "timelineOptions.js",
        "failureKinds.js",
        "timelineFigures.js",
        "timelineCharts.js",
        "distributionCharts.js",
        "overviewSections.js",
        "capacitySection.js",
        "requestSections.js",
        "phaseSection.js",
        "exampleSections.js",
        "batchSections.js",
        "batchLives.js",
        "readSection.js",
        "classSections.js",
        "listSection.js",
        "runSections.js",
        "theme.js",
        "main.js",
    ];

    /// <summary>The text of one of the files.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Read(string name)
    {
        using var stream =
            typeof(PageAssets).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"no file of the page is named {name}", nameof(name));
        using var reader = new StreamReader(stream);
        // A working copy may have other line ends, but a browser reads LF, and hashes are over what it reads.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
