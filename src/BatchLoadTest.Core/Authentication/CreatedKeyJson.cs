using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Authentication;

/// <summary>Reads the answer to a key creation: any JSON object with a non-empty string <c>key</c>.</summary>
internal sealed record CreatedKeyJson(string Key, string? Id)
{
    /// <exception cref="JsonException">No JSON object, or no key in it. The message never shows the body.</exception>
    public static CreatedKeyJson Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var key = root.ValueKind == JsonValueKind.Object ? Text(root, "key") : null;
        return key is null
            ? throw new JsonException("the answer has no \"key\"")
            // An id that leads out of its path deletes something else: as good as none.
            : new CreatedKeyJson(key, Text(root, "id") is { } id && !JsonMembers.LeavesThePath(id) ? id : null);
    }

    /// <summary>A string or a number as text; null for everything else.</summary>
    public static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member)
            ? member.ValueKind switch
            {
                JsonValueKind.String when member.GetString() is { Length: > 0 } text => text,
                JsonValueKind.Number => member.GetRawText(),
                _ => null,
            }
            : null;
}
