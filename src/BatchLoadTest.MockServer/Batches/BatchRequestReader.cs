using System.Text.Json;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Reads and checks the body that creates a batch.</summary>
/// <param name="rules">How the service does.</param>
/// <param name="ids">What its ids look like.</param>
/// <param name="windows">The windows that it has; empty for all.</param>
internal sealed class BatchRequestReader(FlavourRules rules, IdSource ids, IReadOnlyList<string> windows)
{
    private const string Target = "CreateBatchRequest";
    private const string Metadata = "metadata";

    /// <summary>A window of the control layer without a deadline, for which an account needs a role.</summary>
    private const string Background = "background";

    private const int MostMetadata = 16;
    private const int LongestName = 64;
    private const int LongestValue = 512;

    /// <summary>The members of a new batch that OpenAI knows.</summary>
    private static readonly string[] Known =
    [
        "input_file_id",
        "endpoint",
        "completion_window",
        Metadata,
        OutputExpiry.Name,
    ];

    private readonly bool isControlLayer = rules.Flavour == MockFlavour.ControlLayer;

    /// <summary>The request, or a refusal: 400, or 422 where the control layer misses a member.</summary>
    public async Task<BatchRequest> ReadAsync(Exchange exchange)
    {
        using var body = await JsonBody.ReadAsync(exchange, Target, rules.Flavour);
        var root = body.RootElement;
        if (rules.IsStrict && UnknownIn(root) is { } unknown)
        {
            throw new RefusedException(
                ApiError.BadRequest($"Unknown parameter: '{unknown}'.", unknown, "unknown_parameter")
            );
        }

        // The control layer reads all of it before it looks at any.
        var file = Required(root, "input_file_id");
        var endpoint = Required(root, "endpoint");
        var window = Required(root, "completion_window");
        var metadata = MetadataOf(root);
        if (rules.ExpiryRange is { } range && OutputExpiry.RefusalOf(root, range) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var request = new BatchRequest(file, endpoint, window, LengthOf(window), metadata);
        if (!IsServed(endpoint))
        {
            throw new RefusedException(
                isControlLayer
                    ? ApiError.BadRequest(
                        $"Unsupported endpoint '{endpoint}'. Supported: {string.Join(", ", RowRules.Urls)}"
                    )
                    : ApiError.InvalidValue("endpoint", endpoint, RowRules.Urls)
            );
        }

        return ids.IsPossible(file)
            ? request
            : throw new RefusedException(ApiError.BadRequest("Invalid input_file_id format", "input_file_id"));
    }

    private static string? UnknownIn(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!Known.Contains(member.Name, StringComparer.Ordinal))
            {
                return member.Name;
            }
        }

        return null;
    }

    private TimeSpan LengthOf(string window)
    {
        if (!rules.TakesAnyWindow && window != CompletionWindow.Day)
        {
            throw new RefusedException(ApiError.InvalidValue("completion_window", window, CompletionWindow.Day));
        }

        if (rules.TakesAnyWindow && window == Background)
        {
            throw new RefusedException(
                ApiError.Forbidden(
                    "Insufficient permissions to Create background inference; assign the BackgroundInferenceUser role to "
                        + "submit this completion_window"
                )
            );
        }

        if (windows.Count > 0 && !windows.Contains(window, StringComparer.Ordinal))
        {
            throw new RefusedException(
                ApiError.BadRequest(
                    $"Unsupported completion_window. Allowed values: {string.Join(", ", windows)}",
                    "completion_window"
                )
            );
        }

        if (CompletionWindow.TryRead(window, out var length))
        {
            return length;
        }

        // Seen: what is no length of time is a fault of the service.
        throw new RefusedException(
            window.AsSpan().ContainsAnyInRange('0', '9')
                ? ApiError.BadRequest(
                    "Unsupported completion_window. Allowed values: whole numbers of s, m, h or d, such as 24h",
                    "completion_window"
                )
                : ApiError.Internal()
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

        var isThere = root.TryGetProperty(name, out _);
        throw new RefusedException(
            (isThere, isControlLayer) switch
            {
                (true, true) => SerdeWords.WrongType(root, name, "a string"),
                (false, true) => SerdeWords.Missing(root, name),
                (true, false) => ApiError.InvalidType(name, "a string"),
                (false, false) => ApiError.BadRequest(
                    $"Missing required parameter: '{name}'.",
                    name,
                    "missing_required_parameter"
                ),
            }
        );
    }

    private List<KeyValuePair<string, string>>? MetadataOf(JsonElement root)
    {
        if (!root.TryGetProperty(Metadata, out var metadata) || metadata.ValueKind == JsonValueKind.Null)
        {
            return isControlLayer ? [RequestSource] : null;
        }

        if (metadata.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(
                isControlLayer
                    ? SerdeWords.WrongType(root, Metadata, "a map")
                    : ApiError.InvalidType(Metadata, "an object")
            );
        }

        List<KeyValuePair<string, string>> pairs = [];
        foreach (var member in metadata.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                throw new RefusedException(
                    isControlLayer
                        ? SerdeWords.WrongType(metadata, member.Name, "a string")
                        : ApiError.InvalidType($"{Metadata}.{member.Name}", "a string")
                );
            }

            pairs.Add(KeyValuePair.Create(member.Name, member.Value.GetString()!));
        }

        if (isControlLayer)
        {
            pairs.RemoveAll(pair => pair.Key == RequestSource.Key);
            pairs.Add(RequestSource);
        }

        return rules.IsStrict && TooMuch(pairs) is { } refusal ? throw new RefusedException(refusal) : pairs;
    }

    private static ApiError? TooMuch(List<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count > MostMetadata)
        {
            return ApiError.BadRequest(
                $"Invalid '{Metadata}': too many properties. Expected an object with at most {MostMetadata} properties, but got "
                    + $"an object with {pairs.Count} properties instead.",
                Metadata,
                "object_above_max_properties"
            );
        }

        foreach (var (name, value) in pairs)
        {
            if (name.Length > LongestName)
            {
                return ApiError.BadRequest(
                    $"Invalid property name in '{Metadata}': '{name}' is too long. Expected a string with maximum length "
                        + $"{LongestName}, but got a string with length {name.Length} instead.",
                    Metadata,
                    "property_name_above_max_length"
                );
            }

            if (value.Length > LongestValue)
            {
                return ApiError.BadRequest(
                    $"Invalid '{Metadata}.{name}': string too long. Expected a string with maximum length {LongestValue}, but "
                        + $"got a string with length {value.Length} instead.",
                    $"{Metadata}.{name}",
                    "string_above_max_length"
                );
            }
        }

        return null;
    }

    /// <summary>The control layer adds this to the caller's metadata: what comes back is not what was sent.</summary>
    private static KeyValuePair<string, string> RequestSource => new("request_source", "api");
}
