using System.Text.Json;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Reads and checks the body that creates a batch.</summary>
internal sealed class BatchRequestReader(FlavourRules rules, IdSource ids)
{
    private const int MostMetadata = 16;

    /// <summary>The request, or a refusal: 400, or 422 where the control layer misses a member.</summary>
    public async Task<BatchRequest> ReadAsync(Exchange exchange)
    {
        using var body = await JsonBody.ReadAsync(exchange);
        var root = body.RootElement;
        var window = Required(root, "completion_window");
        var request = new BatchRequest(
            Required(root, "input_file_id"),
            Required(root, "endpoint"),
            window,
            LengthOf(window),
            Metadata(root)
        );
        if (!IsServed(request.Endpoint))
        {
            throw Refusal(
                $"Unsupported endpoint '{request.Endpoint}'. Supported: {string.Join(", ", RowRules.Urls)}",
                "endpoint"
            );
        }

        return ids.IsPossible(request.InputFileId)
            ? request
            : throw Refusal("Invalid input_file_id format", "input_file_id");
    }

    private TimeSpan LengthOf(string window)
    {
        if (!rules.TakesAnyWindow && window != CompletionWindow.Day)
        {
            throw Refusal(
                $"Unsupported completion_window. Allowed values: {CompletionWindow.Day}",
                "completion_window"
            );
        }

        return CompletionWindow.TryRead(window, out var length)
            ? length
            : throw Refusal(
                "Unsupported completion_window. Allowed values: whole numbers of s, m, h or d, such as 24h",
                "completion_window"
            );
    }

    private bool IsServed(string endpoint) =>
        RowRules.Urls.Contains(endpoint) || (rules.TakesUrlsWithoutVersion && RowRules.Urls.Contains("/v1" + endpoint));

    private string Required(JsonElement root, string name)
    {
        if (root.Text(name) is { } text)
        {
            return text;
        }

        throw rules.Flavour == MockFlavour.ControlLayer
            ? new RefusedException(ApiError.Unprocessable($"missing field `{name}`"))
            : Refusal($"Missing required parameter: '{name}'.", name);
    }

    private List<KeyValuePair<string, string>>? Metadata(JsonElement root)
    {
        if (!root.TryGetProperty("metadata", out var metadata) || metadata.ValueKind == JsonValueKind.Null)
        {
            return rules.Flavour == MockFlavour.ControlLayer ? [RequestSource] : null;
        }

        if (
            metadata.ValueKind != JsonValueKind.Object
            || metadata.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String)
        )
        {
            throw rules.Flavour == MockFlavour.ControlLayer
                ? new RefusedException(ApiError.Unprocessable("metadata: expected a map of strings"))
                : Refusal("Invalid type for 'metadata': expected a map of strings.", "metadata");
        }

        var pairs = metadata
            .EnumerateObject()
            .Select(member => KeyValuePair.Create(member.Name, member.Value.GetString() ?? ""))
            .ToList();
        if (rules.Flavour == MockFlavour.ControlLayer)
        {
            pairs.RemoveAll(pair => pair.Key == RequestSource.Key);
            pairs.Add(RequestSource);
        }
        else if (pairs.Count > MostMetadata)
        {
            throw Refusal($"Invalid 'metadata': at most {MostMetadata} pairs.", "metadata");
        }

        return pairs;
    }

    /// <summary>The control layer adds this to the caller's metadata: what comes back is not what was sent.</summary>
    private static KeyValuePair<string, string> RequestSource => new("request_source", "api");

    private static RefusedException Refusal(string message, string param) => new(ApiError.BadRequest(message, param));
}
