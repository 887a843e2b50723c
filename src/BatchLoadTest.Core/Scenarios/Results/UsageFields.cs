using System.Runtime.InteropServices;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// The members of a <c>usage</c> under the names that services give them: OpenAI's of chat completions and embeddings
/// (<c>prompt_tokens</c>), of responses (<c>input_tokens</c>), and Anthropic's, whose input does not contain what was
/// read from or written to a cache. What is no whole number is treated as absent.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct UsageFields
{
    private long? prompt;
    private long? completion;
    private long? total;
    private long reasoning;
    private long cached;
    private long beside;

    /// <summary>The sums; null where nothing says how many tokens there were.</summary>
    public readonly TokenCounts? Counts
    {
        get
        {
            if (prompt is null && completion is null && total is null)
            {
                return null;
            }

            var answer = completion ?? 0;
            var input = prompt is { } known ? known + beside : Math.Max(0, (total ?? 0) - answer);
            return new TokenCounts(input, answer, reasoning, cached, total ?? input + answer);
        }
    }

    /// <summary>Reads a <c>usage</c>, at whose value the reader stands; what is there already stays where it is not named.</summary>
    public void Read(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8) || reader.ValueTextEquals("input_tokens"u8))
            {
                prompt = Number(ref reader) ?? prompt;
            }
            else if (reader.ValueTextEquals("completion_tokens"u8) || reader.ValueTextEquals("output_tokens"u8))
            {
                completion = Number(ref reader) ?? completion;
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                total = Number(ref reader) ?? total;
            }
            else if (reader.ValueTextEquals("cache_read_input_tokens"u8))
            {
                cached = Number(ref reader) ?? 0;
                beside += cached;
            }
            else if (reader.ValueTextEquals("cache_creation_input_tokens"u8))
            {
                beside += Number(ref reader) ?? 0;
            }
            else
            {
                // The details of either side; nothing else is an object.
                ReadDetails(ref reader);
            }
        }
    }

    private void ReadDetails(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                reasoning = Number(ref reader) ?? reasoning;
            }
            else if (reader.ValueTextEquals("cached_tokens"u8))
            {
                cached = Number(ref reader) ?? cached;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static long? Number(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0)
        {
            return number;
        }

        reader.Skip();
        return null;
    }
}
