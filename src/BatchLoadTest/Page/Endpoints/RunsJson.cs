using System.Text.Json;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results.Past;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Runs as a list, and one of their figures over all of them.</summary>
internal static class RunsJson
{
    private const double SecondsPerHour = 3600;

    /// <summary>Writes the list: the run that began last is the first one.</summary>
    public static void Write(Utf8JsonWriter json, string folder, IReadOnlyList<PastRun> runs)
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteStartArray("runs");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            WriteRun(json, run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        // What a trend can be asked for.
        json.WriteStartArray("figures");
        foreach (var name in runs.SelectMany(run => run.Figures.Keys).Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a figure of each run, null where one has it not.</summary>
    public static void WriteTrend(Utf8JsonWriter json, string figure, IReadOnlyList<PastRun> runs)
    {
        json.WriteStartObject();
        json.WriteString("figure", figure);
        json.WriteStartArray("runs");
        foreach (var run in runs.Where(run => run.StartedAt is not null))
        {
            json.WriteStartObject();
            json.WriteString("name", run.Name);
            json.WriteString("started_at", run.StartedAt!.Value.UtcDateTime);
            json.WriteString("verdict", run.Word);
            json.WriteString("kind", Kind(run));
            json.WriteFinite("value", run.Figure(figure));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, PastRun run)
    {
        json.WriteString("name", run.Name);
        json.WriteString("id", run.Id);
        json.WriteString(
            "state",
            run.State switch
            {
                PastRunState.Running => "running",
                PastRunState.Broken => "broken",
                _ => "ended",
            }
        );
        json.WriteString("verdict", run.Word);
        json.WriteString("kind", Kind(run));
        json.WriteString("problem", run.Problem);
        WriteMoment(json, "started_at", run.StartedAt);
        WriteMoment(json, "ended_at", run.EndedAt);
        json.WriteString("host", run.Host);
        json.WriteString("load", run.Load);
        json.WriteStartObject("tags");
        foreach (var tag in run.Tags.DistinctBy(tag => tag.Key, StringComparer.Ordinal))
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
        json.WriteFinite("requests", run.Figure("summary.total_requests"));
        json.WriteFinite("failure_rate", run.Figure("summary.failure_rate"));
        json.WriteFinite("p95_ms", run.Figure("summary.p95_ms"));
        // Where no batch completed in the steady part, or there was none, nobody knows the pace.
        var pace = run.Figure("run.pace.batches_per_s");
        json.WriteFinite("batches_per_hour", pace > 0 ? pace * SecondsPerHour : null);
        json.WriteBoolean("has_journal", run.HasJournal);
        json.WriteBoolean("has_left", run.HasLeft);
        json.WriteBoolean("can_be_deleted", run.CanBeDeleted);
    }

    private static string Kind(PastRun run) =>
        run.Kind switch
        {
            VerdictKind.Good => "good",
            VerdictKind.Doubtful => "doubtful",
            _ => "bad",
        };

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
