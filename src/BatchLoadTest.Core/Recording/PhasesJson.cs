using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>The phases of a step's requests: a histogram each.</summary>
internal static class PhasesJson
{
    // Mostly nothing is before it but the wait for the service: then the wait is the time to the first byte, and half of a
    // journal would be there twice.
    private const string Same = "first_byte";

    /// <summary>Writes them.</summary>
    public static void Write(Utf8JsonWriter json, StepCounters step)
    {
        foreach (var phase in RequestPhases.All)
        {
            var times = step.Phases[phase];
            if (phase == RequestPhase.Waiting && IsSame(times, step.TimeToFirstByte))
            {
                json.WriteString(phase.KindName(), Same);
            }
            else
            {
                HistogramJson.Write(json, phase.KindName(), times);
            }
        }
    }

    /// <summary>Adds what was written; the time to the first byte was read before.</summary>
    public static void Read(JsonElement json, StepCounters step)
    {
        foreach (var phase in RequestPhases.All)
        {
            if (
                phase == RequestPhase.Waiting
                && json.TryGetProperty(phase.KindName(), out var waiting)
                && waiting.ValueKind == JsonValueKind.String
            )
            {
                step.Phases[phase].Add(step.TimeToFirstByte);
            }
            else
            {
                HistogramJson.Read(json, phase.KindName(), step.Phases[phase]);
            }
        }
    }

    // No wait is longer than the time to the first byte of its request, so that equal sums are of equal times.
    private static bool IsSame(LatencyHistogram waiting, LatencyHistogram firstByte) =>
        waiting.Count > 0 && waiting.Count == firstByte.Count && waiting.SumTicks == firstByte.SumTicks;
}
