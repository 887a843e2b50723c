using System.Text.Json;

namespace BatchLoadTest.Recording;

/// <summary>Values of the journal's lines: left out where they say nothing.</summary>
internal static class JournalJson
{
    public static void WriteCount(this Utf8JsonWriter json, string name, long count, long leftOut = 0)
    {
        if (count != leftOut)
        {
            json.WriteNumber(name, count);
        }
    }

    /// <summary>Writes how often something was found, and the first few as texts; nothing where it was not.</summary>
    public static void WriteFound(this Utf8JsonWriter json, string name, long count, IReadOnlyList<string> examples)
    {
        if (count <= 0)
        {
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(count);
        foreach (var example in examples)
        {
            json.WriteStringValue(example.WellFormed());
        }

        json.WriteEndArray();
    }

    public static long Count(this JsonElement json, string name, long leftOut = 0) =>
        json.TryGetProperty(name, out var count) ? count.GetInt64() : leftOut;

    public static void WriteTicks(this Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known)
        {
            json.WriteNumber(name, known.Ticks);
        }
    }

    public static TimeSpan? Ticks(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var ticks) ? TimeSpan.FromTicks(ticks.GetInt64()) : null;

    /// <summary>Writes text from outside; nothing where there is none.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text.WellFormed());
        }
    }

    /// <summary>What must be there.</summary>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) ? member : throw Missing(name);

    public static JournalException Missing(string member) => new($"{member} is missing");

    public static string? TextOrNull(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? text.GetString() : null;

    public static string Text(this JsonElement json, string name) => json.Member(name).GetString()!;
}
