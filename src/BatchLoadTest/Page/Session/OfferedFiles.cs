using BatchLoadTest.Settings;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// The data files that a person may choose on the page: those beside the configured one. Any path would let a caller send
/// any file of this machine to any host.
/// </summary>
internal static class OfferedFiles
{
    /// <summary>Full paths, sorted; empty where rows are generated.</summary>
    public static IReadOnlyList<string> Of(RunSettings settings)
    {
        var folder = Path.GetDirectoryName(settings.Data.File);
        return settings.Data.GeneratedRows is not null || !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)];
    }
}
