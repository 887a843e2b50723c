using System.Text.Json;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Locust's <c>/exceptions</c>: a fault of this program ends the run, so there is never one to list here.</summary>
internal static class ExceptionsJson
{
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("exceptions");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
