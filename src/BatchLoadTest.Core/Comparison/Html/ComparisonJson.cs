using System.Text.Json;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using RunFacts = BatchLoadTest.Recording.RunFacts;

namespace BatchLoadTest.Comparison.Html;

/// <summary>What the page of a comparison shows besides its charts, in the words of the terminal.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes its members into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteText("version", comparison.New.Version);
        WriteVerdict(json, comparison);
        json.WriteText("scope", comparison.Scope);
        json.WriteText("method", ComparisonWords.Method);
        json.WriteStartArray("runs");
        WriteRun(json, "BASE", comparison.Base);
        WriteRun(json, "NEW", comparison.New);
        json.WriteEndArray();
        WriteRows(json, comparison);
        json.WriteStartArray("differences");
        foreach (var each in comparison.Differences)
        {
            json.WriteStartObject();
            json.WriteText("what", each.What);
            json.WriteText("base", each.Base);
            json.WriteText("new", each.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("notes", comparison.Notes);
    }

    private static void WriteVerdict(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartObject("verdict");
        json.WriteText("word", ComparisonWords.Word(comparison.Verdict));
        json.WriteText("name", Name(comparison.Verdict));
        var reason = ComparisonWords.Reason(comparison);
        var classes = ComparisonWords.WorseClasses(comparison, name => name);
        json.WriteText("reason", classes is null ? reason : $"{reason}; worse {classes}");
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, string label, RunFacts run)
    {
        json.WriteStartObject();
        json.WriteText("label", label);
        json.WriteText("id", run.Id);
        json.WriteString("started_at", run.StartedAt.UtcDateTime);
        json.WriteText("host", run.Host);
        json.WriteText("load", LoadWords.Describe(run.Plan));
        json.WriteText("tags", ComparisonWords.Tags(run));
        json.WriteText("version", run.Version);
        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartArray("rows");
        foreach (var row in ComparisonRow.WorstFirst(comparison.Rows))
        {
            var kind = row.Metric.Kind;
            json.WriteStartObject();
            json.WriteText("figure", row.Metric.TitleInClass);
            json.WriteText("class", row.Metric.Class);
            json.WriteText("verdict", Name(row.Verdict));
            json.WriteText("word", ComparisonWords.Word(row));
            json.WriteText("why", ComparisonWords.Why(row));
            json.WriteFinite("base", row.Base);
            json.WriteText("base_text", ComparisonWords.Figure(kind, row.Base));
            json.WriteFinite("new", row.New);
            json.WriteText("new_text", ComparisonWords.Figure(kind, row.New));
            json.WriteFinite("change", row.RelativeChange is { } change && double.IsFinite(change) ? change : null);
            json.WriteText("change_text", ComparisonWords.Change(row));
            json.WriteText("interval", ComparisonWords.Interval(row));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Name(ComparisonVerdict verdict) =>
        verdict switch
        {
            ComparisonVerdict.Worse => "worse",
            ComparisonVerdict.Better => "better",
            ComparisonVerdict.NoDifference => "no_difference",
            _ => "not_enough_data",
        };
}
