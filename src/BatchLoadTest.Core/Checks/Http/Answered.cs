using System.Text.Json;

namespace BatchLoadTest.Checks.Http;

/// <summary>Looks into the JSON of answers.</summary>
internal static class Answered
{
    private const int LongestShown = 80;

    // As some services put around what others answer by itself.
    private static readonly string[] Wrappers = ["job", "batch", "file"];

    /// <summary>The object that an answer tells of; an undefined element where it tells of none.</summary>
    public static JsonElement Object(CheckAnswer answer)
    {
        var root = answer.Json();
        if (Member(root, "id").ValueKind == JsonValueKind.Undefined)
        {
            foreach (var wrapper in Wrappers)
            {
                if (Member(root, wrapper) is { ValueKind: JsonValueKind.Object } inner)
                {
                    return inner;
                }
            }
        }

        return root;
    }

    /// <summary>A member; an undefined element where there is none.</summary>
    public static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A text; null where it is none.</summary>
    public static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Whether there is a value: null and absent are the same.</summary>
    public static bool IsThere(JsonElement member) =>
        member.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether two members are the same; null and absent are.</summary>
    public static bool AreSame(JsonElement one, JsonElement other) =>
        IsThere(one) && IsThere(other) ? JsonElement.DeepEquals(one, other) : IsThere(one) == IsThere(other);

    /// <summary>A member in a few words, of the service's own.</summary>
    public static string Show(JsonElement member)
    {
        if (member.ValueKind == JsonValueKind.Undefined)
        {
            return "absent";
        }

        var text = member.GetRawText();
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
