using System.Text.Json;

namespace BatchLoadTest.Checks.Content;

/// <summary>The rows of a content, each under its id.</summary>
internal static class ContentRows
{
    /// <summary>The lines that are not blank.</summary>
    public static IReadOnlyList<string> Lines(string content) =>
        [.. content.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];

    /// <summary>The rows' ids, in order; null of one that has none.</summary>
    public static IReadOnlyList<string?> Ids(string content) => [.. Lines(content).Select(IdOf)];

    /// <summary>What is other in what came than in what was sent, in words; null where nothing is. The order of members is free.</summary>
    public static string? Difference(string sent, string came)
    {
        var (before, after) = (Lines(sent), Lines(came));
        if (after.Count != before.Count)
        {
            return $"{after.Count} lines, sent were {before.Count}";
        }

        foreach (var line in before)
        {
            var id = IdOf(line);
            if (after.FirstOrDefault(other => IdOf(other) == id) is not { } same)
            {
                return $"no line has custom_id {id}";
            }

            if (!IsSame(line, same))
            {
                return $"the row {id} is another than was sent";
            }
        }

        return null;
    }

    private static string? IdOf(string line)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            return
                row.RootElement.ValueKind == JsonValueKind.Object
                && row.RootElement.TryGetProperty("custom_id", out var id)
                && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSame(string one, string other)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
