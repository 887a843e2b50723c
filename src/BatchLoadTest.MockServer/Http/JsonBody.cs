using System.Buffers;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Reads the small JSON bodies: a batch, a key, a login.</summary>
internal static class JsonBody
{
    private const int LargestBody = 1 << 20;

    /// <summary>The body's object; a refusal (400) if it is not JSON, (413) if it is no small body.</summary>
    public static async Task<JsonDocument> ReadAsync(Exchange exchange)
    {
        var reader = exchange.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(exchange.Aborted);
            if (result.Buffer.Length > LargestBody)
            {
                throw new RefusedException(
                    new ApiError(StatusCodes.Status413PayloadTooLarge, "Request body is too large")
                );
            }

            if (result.IsCompleted)
            {
                exchange.Received(result.Buffer.Length);
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return Parse(body);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>The string member, or null if it is absent, null or something else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new RefusedException(ApiError.BadRequest("The body is not a JSON object"));
        }
        catch (JsonException e)
        {
            throw new RefusedException(ApiError.BadRequest($"Failed to parse the request body as JSON: {e.Message}"));
        }
    }
}
