using System.Text;
using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Finds the words of an error body, the message of OpenAI's <c>{"error":{"message"}}</c> or the control layer's
/// <c>{"message"}</c>, else the text as it is; and makes one short line of them.
/// </summary>
public static class ErrorText
{
    /// <summary>Longest text in characters; the rest is cut.</summary>
    public const int MaxLength = 300;

    // Of a list of errors.
    private const int MaxMessages = 3;

    /// <summary>
    /// The server's words in full, so that secrets can be taken out before anything is cut; empty for an empty body.
    /// </summary>
    public static string FromBody(ReadOnlySpan<byte> body) =>
        MessageOf(body) ?? Encoding.UTF8.GetString(ByteOrderMark.Skip(body));

    /// <summary>The words that a JSON body has where services put words; null where it is none or has none.</summary>
    public static string? MessageOf(ReadOnlySpan<byte> body) => Message(ByteOrderMark.Skip(body));

    /// <summary>The text in one line without control characters, those that turn the direction of writing as escapes, cut to
    /// <see cref="MaxLength"/>.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                return line.Append('…').ToString();
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (IsBidirectional(rune))
            {
                line.Append($"\\u{rune.Value:X4}");
            }
            else
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd();
    }

    // They turn the text around them: what is read would not be what was sent.
    private static bool IsBidirectional(Rune rune) =>
        rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;

    private static string? Message(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return null;
            }

            using (document)
            {
                return Message(document.RootElement);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for text that is valid JSON and no valid text, such as half a surrogate pair.
            return null;
        }
    }

    private static string? Message(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return Messages(element);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // The message before the code: {"error":"too_many_requests","message":"…"}.
        foreach (var name in (ReadOnlySpan<string>)["message", "msg", "detail", "error_description", "error", "errors"])
        {
            if (element.TryGetProperty(name, out var member))
            {
                var text = member.ValueKind == JsonValueKind.String ? member.GetString() : Message(member);
                if (!string.IsNullOrWhiteSpace(text))
                {
                    return Place(element) is { } place ? $"{place}: {text}" : text;
                }
            }
        }

        return null;
    }

    // FastAPI's {"detail":[{"loc":["body","completion_window"],"msg":"…"}]}, one for each member that is wrong.
    private static string? Messages(JsonElement array)
    {
        var words = string.Join(
            "; ",
            array.EnumerateArray().Select(Message).Where(text => !string.IsNullOrWhiteSpace(text)).Take(MaxMessages)
        );
        return words.Length == 0 ? null : words;
    }

    // Without its first part, which only says that it is in the body.
    private static string? Place(JsonElement element)
    {
        if (!element.TryGetProperty("loc", out var place) || place.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<string> parts = [.. place.EnumerateArray().Select(part => part.ToString())];
        if (parts.Count > 1 && parts[0] is "body" or "query" or "path" or "header" or "cookie")
        {
            parts.RemoveAt(0);
        }

        return parts.Count == 0 ? null : string.Join('.', parts);
    }
}
