using System.Globalization;
using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// Reads why a row failed, of failed rows only. Services nest answers that they got: a message may be JSON in a string
/// whose body is JSON in a string again. The class is the outermost status, type and code; the words are the innermost
/// message.
/// </summary>
internal sealed class RowErrorReader
{
    // More than any service nests, and little enough for hostile rows.
    private const int MaxLevels = 8;
    private const int MaxPart = 60;

    // A document takes many times the text that it is made of, and no words are that long.
    private const int MaxJson = 256 * 1024;

    // Where words may stand, the likeliest first: OpenAI's, the control layer's, FastAPI's, RFC 9457's.
    private static readonly string[] Places =
    [
        "error",
        "message",
        "details",
        "detail",
        "body",
        "msg",
        "reason",
        "errors",
        "title",
    ];

    private int status;
    private string? type;
    private string? code;

    private RowErrorReader(int status) => this.status = status;

    /// <summary>One failed row.</summary>
    /// <param name="line">The row.</param>
    /// <param name="redact">Makes one line without secrets of a service's words.</param>
    public static RowErrorKind Read(in ResultLine line, Func<string, string> redact)
    {
        var reader = new RowErrorReader(line.StatusCode);
        var words = reader.WordsOf(line.Error) ?? reader.WordsOf(line.Body);
        List<string> parts = [];
        if (reader.status != 0)
        {
            parts.Add(reader.status.ToString(CultureInfo.InvariantCulture));
        }

        parts.AddRange(new[] { reader.type, reader.code }.OfType<string>().Select(part => Short(redact(part))));
        var name = string.Join(' ', parts.Distinct(StringComparer.Ordinal));
        words = words is null ? null : redact(words);
        return new RowErrorKind(
            name.Length == 0 ? "unnamed error" : name,
            string.IsNullOrEmpty(words) ? null : words,
            1
        )
        {
            Status = reader.status,
            Examples = line.CustomId.IsEmpty ? [] : [redact(IdText(line.CustomId))],
        };
    }

    // An id may be as long as a line.
    private static string IdText(ReadOnlySpan<byte> id) =>
        Encoding.UTF8.GetString(id[..Math.Min(id.Length, 4 * ErrorText.MaxLength)]);

    private string? WordsOf(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json.Length > MaxJson)
        {
            return null;
        }

        // Valid JSON: it is part of a line that was read to its end.
        var reader = new Utf8JsonReader(json, RowJson.Options);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return Visit(document.RootElement, 0);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair somewhere in it: the row has failed all the same.
            return null;
        }
    }

    private string? Visit(JsonElement element, int level)
    {
        if (level > MaxLevels)
        {
            return null;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                var text = element.GetString()!;
                return Unpack(text, level) ?? (string.IsNullOrWhiteSpace(text) ? null : text);
            case JsonValueKind.Array:
                return element.GetArrayLength() == 0 ? null : Visit(element[0], level + 1);
            case JsonValueKind.Object:
                Name(element);
                return Search(element, level);
            default:
                return null;
        }
    }

    private string? Search(JsonElement element, int level)
    {
        string? words = null;
        foreach (var place in Places)
        {
            if (element.TryGetProperty(place, out var inner))
            {
                // Also where words are found already: the status may stand in the details.
                var found = Visit(inner, level + 1);
                words ??= found;
            }
        }

        return words;
    }

    // Where the JSON within a text has no words of its own, the text is the words.
    private string? Unpack(string text, int level)
    {
        var inner = text.AsSpan().Trim();
        if (inner.IsEmpty || inner[0] is not ('{' or '[' or '"'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = RowJson.MaxDepth });
            return Visit(document.RootElement, level + 1);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Name(JsonElement element)
    {
        if (status == 0)
        {
            status = Status(element, "status_code") ?? Status(element, "status") ?? Status(element, "code") ?? 0;
        }

        // Anthropic's outermost type is "error", which says nothing.
        type ??= Text(element, "type") is { } word and not "error" ? word : null;
        code ??= Text(element, "code");
    }

    private static int? Status(JsonElement element, string name) =>
        Text(element, name) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 100 and <= 599
            ? number
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member)
            ? member.ValueKind switch
            {
                JsonValueKind.String when !string.IsNullOrWhiteSpace(member.GetString()) => member.GetString(),
                JsonValueKind.Number => member.GetRawText(),
                _ => null,
            }
            : null;

    private static string Short(string text) => text.Length <= MaxPart ? text : $"{text[..MaxPart]}…";
}
