using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Authentication;

/// <summary>Reads one page of the list of keys: names and ids.</summary>
/// <param name="Ids">Ids by name.</param>
/// <param name="Count">How many keys the page has.</param>
internal sealed record ListedKeysJson(IReadOnlyDictionary<string, string> Ids, int Count)
{
    /// <exception cref="JsonException">No JSON, or no list.</exception>
    public static ListedKeysJson Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var data = document.RootElement;
        if (data.ValueKind == JsonValueKind.Object)
        {
            data = data.TryGetProperty("data"u8, out var list) ? list : default;
        }

        if (data.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("the answer has no list of keys");
        }

        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (var key in data.EnumerateArray())
        {
            if (
                CreatedKeyJson.Text(key, "name") is { } name
                && CreatedKeyJson.Text(key, "id") is { } id
                && !JsonMembers.LeavesThePath(id)
            )
            {
                ids[name] = id;
            }
        }

        return new ListedKeysJson(ids, data.GetArrayLength());
    }
}
