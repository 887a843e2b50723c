using System.Buffers;
using System.IO.Hashing;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>
/// A number that two texts share which are the same JSON: blanks, the order of an object's members and the way in which a text
/// is escaped make no difference. The same in every process.
/// </summary>
internal static class JsonHash
{
    private const ulong OfObject = 1;
    private const ulong OfArray = 2;
    private const int OnStack = 512;

    /// <summary>The hash of a text that is valid JSON.</summary>
    public static ulong Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, RowJson.Options);
        reader.Read();
        return OfValue(ref reader);
    }

    private static ulong OfValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = OfObject;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = OfText(ref reader);
                    reader.Read();
                    // A sum, since their order says nothing.
                    unchecked
                    {
                        members += SeededNumbers.Seed(name, OfValue(ref reader));
                    }
                }

                return members;
            case JsonTokenType.StartArray:
                var items = OfArray;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items = SeededNumbers.Seed(items, OfValue(ref reader));
                }

                return items;
            case JsonTokenType.String:
                return OfText(ref reader);
            default:
                return XxHash3.HashToUInt64(reader.ValueSpan, (long)reader.TokenType);
        }
    }

    private static ulong OfText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return XxHash3.HashToUInt64(reader.ValueSpan, (long)JsonTokenType.String);
        }

        var length = reader.ValueSpan.Length;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            var text = rented ?? stackalloc byte[OnStack];
            return XxHash3.HashToUInt64(text[..reader.CopyString(text)], (long)JsonTokenType.String);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
