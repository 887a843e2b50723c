using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>The body of a request to do single rows of a batch again.</summary>
internal static class RetryRowsJson
{
    /// <summary>Writes <c>{"request_ids":[…]}</c>.</summary>
    public static byte[] Write(IReadOnlyList<string> requests)
    {
        using var buffer = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("request_ids"u8);
            foreach (var id in requests)
            {
                writer.WriteStringValue(id);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
