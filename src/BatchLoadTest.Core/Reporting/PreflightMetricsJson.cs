using System.Text.Json;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>preflight</c> of <c>metrics.json</c>: what was asked before the load, apart from every other figure.</summary>
internal static class PreflightMetricsJson
{
    /// <summary>Writes it; null where nothing was asked.</summary>
    public static void Write(Utf8JsonWriter json, PreflightRecord? preflight)
    {
        if (preflight is null)
        {
            json.WriteNull("preflight");
            return;
        }

        json.WriteStartObject("preflight");
        json.WriteNumber("requests", preflight.Requests);
        json.WriteNumber("duration_ms", preflight.Took.TotalMilliseconds);
        json.WriteStartArray("found");
        foreach (var finding in preflight.Found)
        {
            json.WriteStartObject();
            json.WriteText("check", finding.Check);
            json.WriteText("verdict", finding.Verdict);
            json.WriteText("seen", finding.Seen);
            json.WriteText("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
