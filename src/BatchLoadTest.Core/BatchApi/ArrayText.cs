using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>Recognises a file that is one JSON array, where one JSON object a line belongs, by its first line.</summary>
internal static class ArrayText
{
    /// <summary>What such a file is, and what it should be.</summary>
    public const string Words = "is one JSON array; one JSON object a line belongs there (JSONL)";

    /// <summary>Whether the text begins like an array: no row does.</summary>
    public static bool IsArray(ReadOnlySpan<byte> text) =>
        ByteOrderMark.Skip(text).TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>
    /// Whether a line is the beginning of an array that goes on behind it. One that ends in it, or is broken, may as well
    /// be a bad row among good ones.
    /// </summary>
    public static bool GoesOn(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(
            ByteOrderMark.Skip(line),
            isFinalBlock: false,
            new JsonReaderState(RowJson.Options)
        );
        try
        {
            var depth = 0;
            while (reader.Read())
            {
                depth += reader.TokenType switch
                {
                    JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
                    JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
                    _ => 0,
                };
            }

            return depth > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
