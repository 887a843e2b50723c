using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;

namespace BatchLoadTest.Comparison.Html;

/// <summary>
/// A comparison as one file that works from disk: the verdict, every row, what was not the same, and both runs over time, laid over
/// each other. Holds no secrets, as its runs hold none.
/// </summary>
public static class ComparisonPage
{
    /// <summary>Writes the whole file; reads the history of each run once.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="baseline">Its base run.</param>
    /// <param name="newer">Its new run.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="JournalException">A line within a journal cannot be read.</exception>
    public static Task WriteAsync(
        Stream output,
        RunComparison comparison,
        RecordedRun baseline,
        RecordedRun newer,
        CancellationToken cancellationToken
    )
    {
        // Before the first byte: what cannot be read must not leave half a page.
        var one = PageHistory.Of(baseline.Run, baseline.History, cancellationToken);
        var other = PageHistory.Of(newer.Run, newer.History, cancellationToken);
        var word = ComparisonWords.Word(comparison.Verdict);
        return ReportPage.WriteAsync(
            output,
            ComparisonAssets.Parts,
            $"{word} - {newer.Run.Id} against {baseline.Run.Id}".WellFormed(),
            $"{word}: {ComparisonWords.Reason(comparison)}".WellFormed(),
            json =>
            {
                ComparisonJson.Write(json, comparison);
                WriteTimeline(json, "base", baseline, one);
                WriteTimeline(json, "new", newer, other);
            },
            cancellationToken
        );
    }

    private static void WriteTimeline(Utf8JsonWriter json, string name, RecordedRun run, PageHistory history)
    {
        json.WriteStartObject(name);
        history.Write(json, new StepNames(run.Run.ApiBase), withDistributions: false);
        json.WriteEndObject();
    }
}
