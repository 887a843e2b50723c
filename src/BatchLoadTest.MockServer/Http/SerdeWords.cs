using System.Text;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Http;

/// <summary>What the control layer's JSON reader, Rust's serde, says of a body that is JSON and not what was expected.</summary>
internal static class SerdeWords
{
    private const string Deserialize = "Failed to deserialize the JSON body into the target type: ";

    /// <summary>A value, as it calls what it did not expect.</summary>
    public static string NameOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => $"integer `{number}`",
            JsonValueKind.Number => $"floating point `{value.GetRawText()}`",
            JsonValueKind.True or JsonValueKind.False => $"boolean `{value.GetRawText()}`",
            JsonValueKind.String => $"string {value.GetRawText()}",
            JsonValueKind.Null => "null",
            JsonValueKind.Array => "sequence",
            _ => "map",
        };

    /// <summary>A body that is no object.</summary>
    public static ApiError NoObject(JsonElement root, string target) =>
        ApiError.Unprocessable(
            $"{Deserialize}invalid type: {NameOf(root)}, expected struct {target} at {EndOf(root.GetRawText())}"
        );

    /// <summary>A member that is not there.</summary>
    public static ApiError Missing(JsonElement root, string name) =>
        ApiError.Unprocessable($"{Deserialize}missing field `{name}` at {EndOf(root.GetRawText())}");

    /// <summary>A member of another kind.</summary>
    public static ApiError WrongType(JsonElement root, string name, string expected) =>
        ApiError.Unprocessable(
            $"{Deserialize}{name}: invalid type: {NameOf(root.GetProperty(name))}, expected {expected} at "
                + EndOf(UpTo(root.GetRawText(), name))
        );

    private static string EndOf(ReadOnlySpan<char> text)
    {
        var line = text.LastIndexOf('\n') + 1;
        return $"line {text.Count('\n') + 1} column {Encoding.UTF8.GetByteCount(text[line..])}";
    }

    // The text up to the end of a member of its object.
    private static string UpTo(string text, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var json = new Utf8JsonReader(bytes);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = json.ValueTextEquals(name);
            json.Skip();
            if (isIt)
            {
                return Encoding.UTF8.GetString(bytes, 0, (int)json.BytesConsumed);
            }
        }

        return text;
    }
}
