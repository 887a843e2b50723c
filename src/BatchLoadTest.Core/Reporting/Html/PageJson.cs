using System.Text.Json;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Html;

/// <summary>The object that the page's scripts show: every member of <c>metrics.json</c>, and what charts need.</summary>
public static class PageJson
{
    /// <summary>Writes its members into an object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="report">The run, ended or as it stands.</param>
    /// <param name="verdict">What to say of it first.</param>
    /// <param name="history">Its seconds.</param>
    /// <param name="from">The first point of the timeline that is wanted.</param>
    /// <param name="withDistributions">Whether distributions are wanted.</param>
    public static void Write(
        Utf8JsonWriter json,
        RunReport report,
        RunVerdict verdict,
        PageHistory history,
        int from = 0,
        bool withDistributions = true
    )
    {
        MetricsJsonWriter.WriteMembers(json, report);
        WriteVerdict(json, verdict);
        WriteTexts(json, "causes", RunCauses.Of(report, verdict));
        WriteTexts(json, "looks_like", RunPatterns.Of(report));
        json.WriteText(
            "plan",
            report.Ending.Capacity is { } capacity
                ? CapacitySentences.Plan(capacity, report.Run.Plan)
                : LoadWords.Describe(report.Run.Plan)
        );
        json.WriteText("by_hand", EndingWords.ByHand(report.Ending));
        WriteFacts(json, report, verdict);
        history.Write(json, report.Names, from, withDistributions, AskedLoad.Of(report));
    }

    // What a reader has to know before any figure, in the words of the terminal.
    private static void WriteFacts(Utf8JsonWriter json, RunReport report, RunVerdict verdict)
    {
        var (plan, final) = (report.Run.Plan, report.Final);
        json.WriteStartObject("facts");
        // Else it is among the causes.
        json.WriteText("silence", verdict.Kind == VerdictKind.Good ? SilenceSentences.Of(final.Silence) : null);
        json.WriteText("pace", PaceSentences.Of(final.Pace, final.Batches));
        json.WriteText(
            "starts",
            plan.Profile.IsOpen ? StartSentences.Of(plan, final.Starts, report.Ending.Load) : null
        );
        json.WriteText("sent", PromptSentences.Of(final.Prompts));
        json.WriteText("warm_up", plan.WarmUp > TimeSpan.Zero ? StartSentences.WarmUp(report) : null);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text.WellFormed());
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, RunVerdict verdict)
    {
        json.WriteStartObject("verdict");
        json.WriteText("word", verdict.Word);
        json.WriteString(
            "kind",
            verdict.Kind switch
            {
                VerdictKind.Good => "good",
                VerdictKind.Doubtful => "doubtful",
                _ => "bad",
            }
        );
        json.WriteText("reason", verdict.Reason);
        json.WriteEndObject();
    }
}
