using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>What matters of one line of a result file.</summary>
internal readonly ref struct ResultLine
{
    /// <summary>The id, as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> CustomId { get; private init; }

    /// <summary>Whether it says what became of the row: a response or an error that is not null.</summary>
    public bool HasResult { get; private init; }

    /// <summary>The status of the row's response; 0 where there is none.</summary>
    public int StatusCode { get; private init; }

    /// <summary>Reads a line, all of it. False where it is no JSON object.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ResultLine result)
    {
        result = default;
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            result = Read(ref reader);
            // Anything behind the object makes it throw.
            reader.Read();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for text that is valid JSON and no valid text, such as half a surrogate pair.
            return false;
        }
    }

    private static ResultLine Read(scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> id = default;
        var hasResult = false;
        var status = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("custom_id"u8))
            {
                reader.Read();
                id = JsonMembers.Utf8(ref reader);
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                hasResult |= reader.TokenType == JsonTokenType.StartObject;
                status = Status(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                hasResult |= reader.TokenType != JsonTokenType.Null;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResultLine
        {
            CustomId = id,
            HasResult = hasResult,
            StatusCode = status,
        };
    }

    private static int Status(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return 0;
        }

        var status = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = reader.ValueTextEquals("status_code"u8);
            reader.Read();
            if (isStatus && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            {
                status = number;
            }

            reader.Skip();
        }

        return status;
    }
}
