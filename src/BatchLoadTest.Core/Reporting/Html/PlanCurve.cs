using System.Text.Json;
using BatchLoadTest.Load;

namespace BatchLoadTest.Reporting.Html;

/// <summary>A plan as a curve, before anything of it has run: its corners.</summary>
public static class PlanCurve
{
    // Of a plan without an end, so that there is something to see.
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Writes a member: unit, warm-up in seconds, whether it ends by itself, and points of seconds since the run's start and
    /// level. Null where the plan has no levels.
    /// </summary>
    /// <param name="json">Where to; within an open object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="plan">The plan.</param>
    public static void Write(Utf8JsonWriter json, string name, LoadPlan plan)
    {
        json.WritePropertyName(name);
        if (plan.Profile.After(plan.WarmUp).Levels is not { } levels)
        {
            json.WriteNullValue();
            return;
        }

        var stages = levels.Stages;
        var length = levels.Length ?? TimeSpan.Zero;
        var end = plan.WarmUp + (plan.RunTime ?? (levels.Length is null ? Usual : length - plan.WarmUp));
        json.WriteStartObject();
        json.WriteString("unit", plan.Profile.IsOpen ? "starts_per_s" : "users");
        json.WriteNumber("warm_up_s", plan.WarmUp.TotalSeconds);
        json.WriteBoolean("has_end", plan.RunTime is not null || levels.Length is not null);
        json.WriteStartArray("points");
        var begin = TimeSpan.Zero;
        foreach (var stage in stages.TakeWhile(_ => begin < end))
        {
            WritePoint(begin, stage.From);
            var stop = begin + stage.Length;
            WritePoint(stop < end ? stop : end, stop < end ? stage.To : stage.At(end - begin));
            begin = stop;
        }

        if (begin < end)
        {
            WritePoint(begin, levels.Last);
            WritePoint(end, levels.Last);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WritePoint(TimeSpan at, double level)
        {
            json.WriteStartArray();
            json.WriteNumberValue((at - plan.WarmUp).TotalSeconds);
            json.WriteShortNumberValue(level);
            json.WriteEndArray();
        }
    }
}
