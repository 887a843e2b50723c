using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>What matters of one line of a result file.</summary>
internal readonly ref struct ResultLine
{
    /// <summary>The id, as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> CustomId { get; private init; }

    /// <summary>An id that is there and no text, as the JSON that it is; empty for a text, null and none.</summary>
    public ReadOnlySpan<byte> OtherId { get; private init; }

    /// <summary>Whether there is a response.</summary>
    public bool HasResponse { get; private init; }

    /// <summary>The status of the row's response; 0 where there is none.</summary>
    public int StatusCode { get; private init; }

    /// <summary>The response's body as the JSON that it is; empty where there is none.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>The model that the answer names, as UTF-8; empty where it names none, or the body is a text.</summary>
    public ReadOnlySpan<byte> Model { get; private init; }

    /// <summary>What the answer says it took; null where it says nothing, or the body is a text.</summary>
    public TokenCounts? Tokens { get; private init; }

    /// <summary>The row's error as the JSON that it is; empty where there is none, or null.</summary>
    public ReadOnlySpan<byte> Error { get; private init; }

    /// <summary>Whether the response's body is a text that holds a JSON object or array, instead of being one.</summary>
    public bool HasTextBody => !Body.IsEmpty && Body[0] == '"' && HoldsJson(Body[1..]);

    /// <summary>Whether it says what became of the row: a response or an error that is not null.</summary>
    public bool HasResult => HasResponse || !Error.IsEmpty;

    /// <summary>Whether there is an answer that is none of a failure.</summary>
    public bool IsAnswered => HasResponse && !SaysFailed;

    /// <summary>
    /// Whether the row itself says that it failed: by a status outside 2xx, or by an error without any response.
    /// </summary>
    public bool SaysFailed => StatusCode != 0 ? StatusCode is not (>= 200 and <= 299) : !HasResponse && !Error.IsEmpty;

    /// <summary>The row of the input, from 0, that it is the result of; false where it names none.</summary>
    public bool TryFind(IRowIds ids, out int row) => ids.TryFind(OtherId.IsEmpty ? CustomId : OtherId, out row);

    /// <summary>Reads a line, all of it.</summary>
    /// <returns>False where it is no JSON object; <paramref name="problem"/> says why.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> line,
        out ResultLine result,
        [NotNullWhen(false)] out string? problem
    )
    {
        result = default;
        if (RowJson.InvalidUtf8(line) is > 0 and var place)
        {
            problem = $"invalid UTF-8 at byte {place}";
            return false;
        }

        var reader = new Utf8JsonReader(line, RowJson.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                problem = "no JSON object";
                return false;
            }

            result = Read(line, ref reader);
            // Anything behind the object makes it throw.
            reader.Read();
            problem = null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for text that is valid JSON and no valid text, such as half a surrogate pair.
            problem = RowJson.ProblemOf(exception);
            return false;
        }
    }

    // Blanks may be written as \n before it. Where it looks like JSON, what it is to be is clear.
    private static bool HoldsJson(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == ' ')
            {
                text = text[1..];
            }
            else if (text.StartsWith("\\n"u8) || text.StartsWith("\\r"u8) || text.StartsWith("\\t"u8))
            {
                text = text[2..];
            }
            else
            {
                return text[0] is (byte)'{' or (byte)'[';
            }
        }

        return false;
    }

    private static ResultLine Read(ReadOnlySpan<byte> line, scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> id = default,
            otherId = default,
            model = default,
            body = default,
            error = default;
        var usage = default(UsageFields);
        var hasResponse = false;
        var status = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("custom_id"u8))
            {
                var value = ReadValue(line, ref reader, out var isText);
                id = isText ? JsonMembers.Utf8(ref reader) : default;
                otherId = isText ? default : value;
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                hasResponse |= reader.TokenType == JsonTokenType.StartObject;
                status = ReadResponse(line, ref reader, ref body, ref model, ref usage);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                error = ReadValue(line, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResultLine
        {
            CustomId = id,
            OtherId = otherId,
            HasResponse = hasResponse,
            StatusCode = status,
            Body = body,
            Model = model,
            Tokens = usage.Counts,
            Error = error,
        };
    }

    private static int ReadResponse(
        ReadOnlySpan<byte> line,
        scoped ref Utf8JsonReader reader,
        scoped ref ReadOnlySpan<byte> body,
        scoped ref ReadOnlySpan<byte> model,
        scoped ref UsageFields usage
    )
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return 0;
        }

        var status = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status_code"u8))
            {
                reader.Read();
                status = JsonMembers.Integer(ref reader) is { } number and >= int.MinValue and <= int.MaxValue
                    ? (int)number
                    : status;
            }
            else if (reader.ValueTextEquals("body"u8))
            {
                reader.Read();
                body =
                    reader.TokenType == JsonTokenType.StartObject
                        ? ReadBody(line, ref reader, ref model, ref usage)
                        : ValueAt(line, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return status;
    }

    private static ReadOnlySpan<byte> ReadBody(
        ReadOnlySpan<byte> line,
        scoped ref Utf8JsonReader reader,
        scoped ref ReadOnlySpan<byte> model,
        scoped ref UsageFields usage
    )
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.ValueTextEquals("model"u8);
            var isUsage = !isModel && reader.ValueTextEquals("usage"u8);
            reader.Read();
            if (isUsage)
            {
                usage.Read(ref reader);
            }
            else if (isModel)
            {
                model = JsonMembers.Utf8(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return line[start..(int)reader.BytesConsumed];
    }

    // The place only: what stands there is read of failed rows alone. Empty for null.
    private static ReadOnlySpan<byte> ReadValue(ReadOnlySpan<byte> line, scoped ref Utf8JsonReader reader) =>
        ReadValue(line, ref reader, out _);

    private static ReadOnlySpan<byte> ReadValue(
        ReadOnlySpan<byte> line,
        scoped ref Utf8JsonReader reader,
        out bool isText
    )
    {
        reader.Read();
        isText = reader.TokenType == JsonTokenType.String;
        return ValueAt(line, ref reader);
    }

    private static ReadOnlySpan<byte> ValueAt(ReadOnlySpan<byte> line, scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }
}
