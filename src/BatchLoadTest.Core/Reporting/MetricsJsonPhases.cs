using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>phases</c> of a step: where the time of its requests went.</summary>
internal static class MetricsJsonPhases
{
    /// <summary>Writes it; null where nobody looked.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PhaseSummary> phases)
    {
        if (phases.Count == 0)
        {
            json.WriteNull("phases");
            return;
        }

        json.WriteStartObject("phases");
        foreach (var phase in phases)
        {
            json.WriteStartObject(phase.Phase.KindName());
            json.WriteNumber("count", phase.Times.Count);
            json.WriteNumber("mean_of_all_ms", phase.Mean.TotalMilliseconds);
            json.WriteFinite("p50_ms", phase.Times.Count == 0 ? null : phase.Times.P50.TotalMilliseconds);
            json.WriteFinite("p95_ms", phase.Times.Count == 0 ? null : phase.Times.P95.TotalMilliseconds);
            json.WriteFinite("max_ms", phase.Times.Count == 0 ? null : phase.Times.Max.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
