using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads one page of a list: <c>{"data":[…],"has_more":…,"last_id":…}</c>, or an array by itself.</summary>
internal static class ListJson
{
    /// <exception cref="JsonException">No JSON, or nothing in it is a list.</exception>
    public static ListPage Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, RowJson.Options);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var data = root;
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("data"u8, out data))
        {
            throw new JsonException("the list has no data");
        }

        if (data.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("the list has no data");
        }

        List<ListedObject> items = [];
        foreach (var item in data.EnumerateArray())
        {
            if (Text(item, "id") is { } id && !JsonMembers.LeavesThePath(id))
            {
                items.Add(new ListedObject(id, Text(item, "filename"), TestRun(item), Text(item, "input_file_id")));
            }
        }

        var hasMore = HasMore(root);
        return new ListPage(
            items,
            hasMore == true ? Text(root, "last_id") ?? (items.Count > 0 ? items[^1].Id : null) : null
        )
        {
            HasMore = hasMore,
        };
    }

    private static bool? HasMore(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("has_more"u8, out var more)
            ? null
            : more.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };

    private static string? TestRun(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("metadata"u8, out var metadata)
            ? Text(metadata, "test_run")
            : null;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
        && member.GetString() is { Length: > 0 } text
            ? text
            : null;
}
