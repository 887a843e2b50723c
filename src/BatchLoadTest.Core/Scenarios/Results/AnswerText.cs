using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>
/// An answer that stands in its row as a text: JSON within JSON, or the events of an answer that was streamed. Seldom, so
/// that it may cost a copy.
/// </summary>
internal static class AnswerText
{
    private const string Data = "data:";

    // What wraps an answer in an event: of responses, and of Anthropic's messages.
    private static ReadOnlySpan<byte> Response => "response"u8;

    private static ReadOnlySpan<byte> Message => "message"u8;

    /// <summary>The model that it names, and its tokens; both null where it says neither.</summary>
    /// <param name="json">The text as the JSON that it is, with its quotes.</param>
    public static (string? Model, TokenCounts? Tokens) Read(ReadOnlySpan<byte> json)
    {
        string? model = null;
        var usage = default(UsageFields);
        foreach (var part in PartsOf(json))
        {
            var reader = new Utf8JsonReader(part.Span, RowJson.Options);
            try
            {
                if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadObject(ref reader, ref model, ref usage);
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // No JSON: what a service puts into a text is its own affair.
            }
        }

        return (model, usage.Counts);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> PartsOf(ReadOnlySpan<byte> json)
    {
        var text = Unescaped(json);
        return text.TrimStart() is ['{', ..] ? [Encoding.UTF8.GetBytes(text)] : Events(text);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Events(string text) =>
        text.Split('\n')
            .Where(line => line.StartsWith(Data, StringComparison.Ordinal))
            .Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line[Data.Length..].Trim()));

    private static string Unescaped(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, RowJson.Options);
        reader.Read();
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return "";
        }
    }

    // Of several events the last that says something has it.
    private static void ReadObject(ref Utf8JsonReader reader, ref string? model, ref UsageFields usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.ValueTextEquals("model"u8);
            var isUsage = reader.ValueTextEquals("usage"u8);
            var isWrapper = reader.ValueTextEquals(Response) || reader.ValueTextEquals(Message);
            reader.Read();
            if (isUsage)
            {
                usage.Read(ref reader);
            }
            else if (isModel && reader.TokenType == JsonTokenType.String)
            {
                model = reader.GetString();
            }
            else if (isWrapper && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, ref model, ref usage);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
