using System.Text.Json;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Writes one page of a list.</summary>
internal static class Listing
{
    /// <param name="json">Where to.</param>
    /// <param name="found">The page's items, and one more if there are more.</param>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="idOf">An item's id.</param>
    /// <param name="write">Writes an item.</param>
    public static void Write<T>(
        Utf8JsonWriter json,
        List<T> found,
        int limit,
        Func<T, string> idOf,
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
        if (count > 0)
        {
            json.WriteString("first_id", idOf(found[0]));
            json.WriteString("last_id", idOf(found[count - 1]));
        }

        json.WriteBoolean("has_more", found.Count > limit);
        json.WriteEndObject();
    }
}
