using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>Tolerant readers of single members: a wrong type is treated as absent, since services differ.</summary>
internal static class JsonMembers
{
    /// <summary>Wrappers that some services put around the object that was asked for.</summary>
    public static bool IsWrapper(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("job"u8) || reader.ValueTextEquals("batch"u8) || reader.ValueTextEquals("file"u8);

    /// <summary>A string or a number as text; null for null, empty and everything else.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>An id as text; null for null, empty and everything that is no string or number.</summary>
    /// <exception cref="JsonException">It would lead out of its path.</exception>
    public static string? Id(ref Utf8JsonReader reader) =>
        Text(ref reader) is { } id
            ? LeavesThePath(id)
                ? throw new JsonException($"\"{id}\" is no id: in an address it means another place")
                : id
            : null;

    /// <summary>Whether an id, put into an address, is taken for a step in its path (RFC 3986, 5.2.4).</summary>
    public static bool LeavesThePath(string id) => id is "." or "..";

    /// <summary>A string as UTF-8, copied only where it is written with escapes; empty for everything else.</summary>
    public static ReadOnlySpan<byte> Utf8(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        return reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
    }

    /// <summary>A whole number, also written as a string; null for everything else.</summary>
    public static long? Integer(ref Utf8JsonReader reader)
    {
        long? value = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetInt64(out var number) ? number : (long?)reader.GetDouble(),
            JsonTokenType.String => long.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
            _ => null,
        };
        reader.Skip();
        return value;
    }

    /// <summary>A time as Unix seconds or ISO-8601; null for everything else.</summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        DateTimeOffset? value = reader.TokenType switch
        {
            // Whole seconds are read four times as fast.
            JsonTokenType.Number => FromSeconds(reader.TryGetInt64(out var whole) ? whole : reader.GetDouble()),
            JsonTokenType.String => DateTimeOffset.TryParse(
                reader.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : null,
            _ => null,
        };
        reader.Skip();
        return value;
    }

    // Milliseconds as well: no batch was created in the year 33658.
    private static DateTimeOffset? FromSeconds(double number)
    {
        const double LatestSeconds = 1e12;
        var seconds = number >= LatestSeconds ? number / 1_000 : number;
        return seconds is > 0 and < LatestSeconds / 10 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }
}
