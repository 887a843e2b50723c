using System.IO.Hashing;
using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>
/// The prompt in the body of a row, whatever its kind: the texts of <c>messages</c>, of <c>input</c> or of <c>prompt</c>.
/// </summary>
internal readonly record struct BodyPrompt
{
    // A usual rule of thumb for text of which nothing else is known.
    private const int BytesOfAToken = 4;

    /// <summary>
    /// Where in the body the first text of the first user message begins, or that of <c>input</c> or of <c>prompt</c>, behind its
    /// quotation mark; -1 where there is none.
    /// </summary>
    public int TextStart { get; private init; }

    /// <summary>Estimated tokens: one for each four bytes of text, and one for each number where tokens are given as such.</summary>
    public long Tokens { get; private init; }

    /// <summary>Different prompts differ in it, but for one pair in 10^19; 0 where there is no prompt.</summary>
    public ulong Hash { get; private init; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">A whole JSON object.</param>
    public static BodyPrompt Of(ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(body);
        }
        catch (InvalidOperationException)
        {
            // A name or a role that is valid JSON and no valid text, such as half a surrogate pair.
            return new BodyPrompt { TextStart = -1 };
        }
    }

    private static BodyPrompt Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, RowJson.Options);
        var (messages, input, prompt) = (-1, -1, -1);
        var count = new Count();
        var hash = 0L;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessages = reader.ValueTextEquals("messages"u8);
            var isInput = reader.ValueTextEquals("input"u8);
            var isPrompt = reader.ValueTextEquals("prompt"u8);
            reader.Read();
            if (!isMessages && !isInput && !isPrompt)
            {
                reader.Skip();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var text = Texts(ref reader, ref count);
            hash = (long)XxHash3.HashToUInt64(body[start..(int)reader.BytesConsumed], hash);
            (messages, input, prompt) = (
                isMessages ? text : messages,
                isInput ? text : input,
                isPrompt ? text : prompt
            );
        }

        return new BodyPrompt
        {
            TextStart =
                messages >= 0 ? messages
                : input >= 0 ? input
                : prompt,
            Tokens = ((count.Bytes + BytesOfAToken - 1) / BytesOfAToken) + count.Numbers,
            Hash = (ulong)hash,
        };
    }

    // A text, numbers of tokens, messages, or several of these; returns where the first text of a user begins.
    private static int Texts(ref Utf8JsonReader reader, ref Count count)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                count.Bytes += reader.ValueSpan.Length;
                return (int)reader.TokenStartIndex + 1;
            case JsonTokenType.Number:
                count.Numbers++;
                return -1;
            case JsonTokenType.StartObject:
                return Message(ref reader, ref count);
            case JsonTokenType.StartArray:
                var first = -1;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var text = Texts(ref reader, ref count);
                    first = first >= 0 ? first : text;
                }

                return first;
            default:
                return -1;
        }
    }

    // A message, or a part of one's content. Texts of the system and of the model are no user's.
    private static int Message(ref Utf8JsonReader reader, ref Count count)
    {
        var first = -1;
        var isUsers = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isText = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isText)
            {
                var text = Texts(ref reader, ref count);
                first = first >= 0 ? first : text;
            }
            else
            {
                isUsers &= !isRole || reader.TokenType != JsonTokenType.String || reader.ValueTextEquals("user"u8);
                reader.Skip();
            }
        }

        return isUsers ? first : -1;
    }

    private struct Count
    {
        public long Bytes;
        public long Numbers;
    }
}
