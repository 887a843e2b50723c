using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>
/// Finds completion windows of which nobody knows how long they are. No errors: windows are the service's words, and some
/// services have one without a length, such as <c>background</c>.
/// </summary>
internal static class WindowCheck
{
    private const string Problem =
        "names no time, such as 24h, 1h or 30m; it is sent as it is, and whether batches kept it is not judged";

    /// <summary>Warns of those that are used.</summary>
    public static void Warn(SettingsReader reader, ProblemList problems)
    {
        var classes = reader.Values(DataCatalogue.Class);
        if (
            (classes.Count == 0 || classes.Any(each => each.Window is null))
            && CompletionWindow.LengthOf(reader.Value(WorkflowCatalogue.CompletionWindow)) is null
        )
        {
            problems.Warn($"{reader.Describe(WorkflowCatalogue.CompletionWindow)}: {Problem}");
        }

        var unknown = classes.Where(each => each.Window is { } window && CompletionWindow.LengthOf(window) is null);
        foreach (var same in unknown.GroupBy(each => each.Window!, StringComparer.Ordinal))
        {
            problems.Warn(
                $"{reader.Describe(DataCatalogue.Class)}: window {Words.Quote(same.Key)} of "
                    + $"{ClassWords.List([.. same.Select(each => each.Name)])} {Problem}"
            );
        }
    }
}
