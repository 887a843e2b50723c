using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Runs;

/// <summary>What was kept of result files, in words.</summary>
internal static class SavedOutputsWords
{
    /// <summary>A line; none where nothing was to be kept.</summary>
    public static IEnumerable<string> Of(SavedOutputs? saved)
    {
        if (saved is null)
        {
            yield break;
        }

        var text = $"{Figures.Of(saved.Files, "result file")} saved in {saved.Folder}, {Figures.Bytes(saved.Bytes)}";
        yield return saved.Problem is { } problem
            ? $"{text}; {Figures.Of(saved.NotSaved, "further one")} not saved: {problem}"
            : text;
    }
}
