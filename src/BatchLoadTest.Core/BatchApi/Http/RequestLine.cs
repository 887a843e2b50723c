using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>What matters of one line of an input file: <c>{"custom_id","method","url","body"}</c>.</summary>
public readonly ref struct RequestLine
{
    /// <summary>The id, as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> CustomId { get; private init; }

    /// <summary>An id that is there and no text, as the JSON that it is; empty for a text, null and none.</summary>
    public ReadOnlySpan<byte> OtherId { get; private init; }

    /// <summary>Whether the id is a text without any character in it.</summary>
    public bool HasEmptyId { get; private init; }

    /// <summary>Where in the line the id's text begins, as written there.</summary>
    public int IdStart { get; private init; }

    /// <summary>Length of the id's text as written in the line.</summary>
    public int IdLength { get; private init; }

    /// <summary>The HTTP method; empty where there is none.</summary>
    public ReadOnlySpan<byte> Method { get; private init; }

    /// <summary>The endpoint; empty where there is none.</summary>
    public ReadOnlySpan<byte> Url { get; private init; }

    /// <summary>The body, as the JSON object that it is; empty where there is none.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Where in the line the body begins.</summary>
    public int BodyStart { get; private init; }

    /// <summary>Whether there is a body, and it is an object.</summary>
    public bool HasBody => !Body.IsEmpty;

    /// <summary>Reads a line, all of it, so that broken JSON anywhere in it shows.</summary>
    /// <returns>False where it is no JSON object; <paramref name="problem"/> says why.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> line,
        out RequestLine request,
        [NotNullWhen(false)] out string? problem
    )
    {
        request = default;
        if (RowJson.InvalidUtf8(line) is > 0 and var place)
        {
            problem = $"is not UTF-8 at byte {place}";
            return false;
        }

        var reader = new Utf8JsonReader(line, RowJson.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = "is no JSON object";
                return false;
            }

            request = Read(line, ref reader);
            // Anything behind the object makes it throw.
            reader.Read();
            problem = null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for text that is valid JSON and no valid text, such as half a surrogate pair.
            problem = $"is no valid JSON: {RowJson.ProblemOf(exception)}";
            return false;
        }
    }

    private static RequestLine Read(ReadOnlySpan<byte> line, scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> id = default,
            otherId = default,
            method = default,
            url = default;
        var hasEmptyId = false;
        var (idStart, idLength, bodyStart, bodyEnd) = (0, 0, 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("custom_id"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isText = reader.TokenType == JsonTokenType.String;
                var isNull = reader.TokenType == JsonTokenType.Null;
                id = JsonMembers.Utf8(ref reader);
                hasEmptyId = isText && id.IsEmpty;
                otherId = isText || isNull ? default : line[start..(int)reader.BytesConsumed];
                idStart = start + 1;
                idLength = id.IsEmpty ? 0 : reader.ValueSpan.Length;
            }
            else if (reader.ValueTextEquals("method"u8))
            {
                reader.Read();
                method = JsonMembers.Utf8(ref reader);
            }
            else if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                url = JsonMembers.Utf8(ref reader);
            }
            else
            {
                var isBody = reader.ValueTextEquals("body"u8);
                reader.Read();
                if (isBody && reader.TokenType == JsonTokenType.StartObject)
                {
                    bodyStart = (int)reader.TokenStartIndex;
                    reader.Skip();
                    bodyEnd = (int)reader.BytesConsumed;
                }

                reader.Skip();
            }
        }

        return new RequestLine
        {
            CustomId = id,
            OtherId = otherId,
            HasEmptyId = hasEmptyId,
            IdStart = idStart,
            IdLength = idLength,
            Method = method,
            Url = url,
            Body = line[bodyStart..bodyEnd],
            BodyStart = bodyStart,
        };
    }
}
