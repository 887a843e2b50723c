using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchLoadTest.Recording;

/// <summary>A time as ticks of 100 ns, so that nothing is rounded.</summary>
internal sealed class TicksConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromTicks(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks);
}
