using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>
/// The refusals of one step within a second: an object with what is not zero, and there wherever a request failed, so that
/// a journal that knows nothing of refusals is told from one of a run without any.
/// </summary>
internal static class RefusalsJson
{
    private const string Name = "refused";

    public static void Write(Utf8JsonWriter json, StepCounters step)
    {
        if (step is not { Failures: > 0, Refused: { } refused })
        {
            return;
        }

        json.WriteStartObject(Name);
        foreach (var kind in Enum.GetValues<Refusal>())
        {
            json.WriteCount(kind.KindName(), refused[(int)kind]);
        }

        json.WriteEndObject();
    }

    public static void Read(JsonElement json, StepCounters step)
    {
        if (step.Failures == 0)
        {
            return;
        }

        if (!json.TryGetProperty(Name, out var recorded))
        {
            step.Refused = null;
            return;
        }

        step.Refused ??= new long[Refusals.Count];
        foreach (var kind in Enum.GetValues<Refusal>())
        {
            step.Refused[(int)kind] = recorded.Count(kind.KindName());
        }
    }
}
