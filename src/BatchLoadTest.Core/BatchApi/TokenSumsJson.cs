using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Reads sums of tokens: the <c>usage</c> in OpenAI's batch object, and the control layer's analytics of a batch. Unknown
/// members are ignored.
/// </summary>
internal static class TokenSumsJson
{
    /// <exception cref="JsonException">No JSON object.</exception>
    public static TokenSums Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, RowJson.Options);
        reader.Read();
        var sums = Read(ref reader) ?? throw new JsonException("the body is no JSON object");
        // Anything behind the object makes it throw.
        reader.Read();
        return sums;
    }

    /// <summary>Reads the object at which the reader stands; null where it is none.</summary>
    public static TokenSums? Read(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var sums = new TokenSums(null, null, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("input_tokens"u8) || reader.ValueTextEquals("total_prompt_tokens"u8))
            {
                sums = sums with { Prompt = Number(ref reader) };
            }
            else if (reader.ValueTextEquals("output_tokens"u8) || reader.ValueTextEquals("total_completion_tokens"u8))
            {
                sums = sums with { Completion = Number(ref reader) };
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                sums = sums with { Total = Number(ref reader) };
            }
            else if (reader.ValueTextEquals("total_requests"u8))
            {
                sums = sums with { Rows = Number(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return sums;
    }

    private static long? Number(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonMembers.Integer(ref reader);
    }
}
