using System.Text.Json;
using System.Text.Json.Serialization;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Recording;

/// <summary>A number for a level that never changes; else a list of [ticks, from, to].</summary>
internal sealed class ScheduleConverter : JsonConverter<Schedule>
{
    public override Schedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.ValueKind == JsonValueKind.Number
            ? Schedule.Constant(json.RootElement.GetDouble())
            : Schedule.Of(
                json.RootElement.EnumerateArray()
                    .Select(stage => new LoadStage(
                        TimeSpan.FromTicks(stage[0].GetInt64()),
                        stage[1].GetDouble(),
                        stage[2].GetDouble()
                    ))
            );
    }

    public override void Write(Utf8JsonWriter writer, Schedule value, JsonSerializerOptions options)
    {
        if (value.Stages.Count == 0)
        {
            writer.WriteNumberValue(value.Last);
            return;
        }

        writer.WriteStartArray();
        foreach (var stage in value.Stages)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(stage.Length.Ticks);
            writer.WriteNumberValue(stage.From);
            writer.WriteNumberValue(stage.To);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
