using System.Buffers;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Reads the small JSON bodies: a batch, a key, a login.</summary>
internal static class JsonBody
{
    private const int LargestBody = 1 << 20;

    /// <summary>
    /// The body's object; a refusal: 415 if it does not say that it is JSON, 400 if it is not, 422 (OpenAI: 400) if it is no
    /// object, 413 if it is no small body.
    /// </summary>
    /// <param name="exchange">The request.</param>
    /// <param name="target">What the control layer calls what it expects.</param>
    /// <param name="flavour">Who refuses.</param>
    public static async Task<JsonDocument> ReadAsync(
        Exchange exchange,
        string target,
        MockFlavour flavour = MockFlavour.ControlLayer
    )
    {
        if (!exchange.Request.HasJsonContentType())
        {
            throw new RefusedException(ApiError.NoJson(exchange.Request.ContentType));
        }

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
                return Parse(body, target, flavour);
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>The string member, or null if it is absent, null or something else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonDocument Parse(byte[] body, string target, MockFlavour flavour)
    {
        if (JsonFault.InCharactersOf(body) is { } fault)
        {
            throw new RefusedException(ApiError.BadJson(fault));
        }

        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            using (document)
            {
                throw new RefusedException(
                    flavour == MockFlavour.ControlLayer
                        ? SerdeWords.NoObject(document.RootElement, target)
                        : ApiError.BadJson("it is no object")
                );
            }
        }
        catch (JsonException e)
        {
            throw new RefusedException(ApiError.BadJson(JsonFault.Of(e, body)));
        }
    }
}
