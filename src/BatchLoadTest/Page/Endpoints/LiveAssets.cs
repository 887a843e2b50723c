using System.Collections.Frozen;
using System.Text;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>The files of the page that is served: those of the report, and what only a live page has.</summary>
internal static class LiveAssets
{
    private const string Prefix = "live/";

    private static readonly string[] OwnStyles = ["live.css", "runsList.css"];
    private static readonly string[] OwnScripts =
    [
        "livePlan.js",
        "liveForm.js",
        "liveTabs.js",
        "liveData.js",
        "live.js",
        "runsTrend.js",
        "runsList.js",
    ];

    private static readonly FrozenDictionary<string, byte[]> Files = PageAssets
        .Styles.Concat(PageAssets.Scripts)
        .Select(name => (Name: name, Text: PageAssets.Read(name)))
        .Concat(OwnStyles.Concat(OwnScripts).Select(name => (Name: name, Text: Read(name))))
        .ToFrozenDictionary(file => file.Name, file => Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal);

    /// <summary>Style sheets in the order in which they apply.</summary>
    public static IReadOnlyList<string> Styles { get; } = [.. PageAssets.Styles, .. OwnStyles];

    /// <summary>Scripts in the order in which they run.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [.. PageAssets.Scripts, .. OwnScripts];

    /// <summary>The bytes of one of them; null where there is no such file.</summary>
    public static byte[]? Find(string name) => Files.GetValueOrDefault(name);

    private static string Read(string name)
    {
        using var stream = typeof(LiveAssets).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
