using System.Text.Json;

namespace BatchLoadTest.Recording;

/// <summary>The line that says which key was used.</summary>
internal static class KeyJson
{
    public const string Type = "key";

    public static void Write(Utf8JsonWriter json, string fingerprint)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("fingerprint", fingerprint);
        json.WriteEndObject();
    }

    public static string Read(JsonElement line) => line.GetProperty("fingerprint").GetString()!;
}
