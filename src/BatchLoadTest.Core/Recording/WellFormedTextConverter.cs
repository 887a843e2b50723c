using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchLoadTest.Recording;

/// <summary>Text from outside; see <see cref="WellFormedText"/>.</summary>
internal sealed class WellFormedTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.WellFormed());
}
