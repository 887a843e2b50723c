using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Writes one page of a list.</summary>
internal static class Listing
{
    /// <param name="json">Where to.</param>
    /// <param name="found">The page's items, and one more if there are more.</param>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="idOf">An item's id.</param>
    /// <param name="rules">How absent members are written.</param>
    /// <param name="write">Writes an item.</param>
    public static void Write<T>(
        Utf8JsonWriter json,
        List<T> found,
        int limit,
        Func<T, string> idOf,
        FlavourRules rules,
        Action<Utf8JsonWriter, T> write
    )
    {
        var count = Math.Min(limit, found.Count);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < count; i++)
        {
            write(json, found[i]);
        }

        json.WriteEndArray();
        json.WriteText("first_id", count > 0 ? idOf(found[0]) : null, rules);
        json.WriteText("last_id", count > 0 ? idOf(found[count - 1]) : null, rules);

        json.WriteBoolean("has_more", found.Count > limit);
        json.WriteEndObject();
    }
}
