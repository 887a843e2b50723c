using System.Buffers;
using System.Text;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>What a row must be, beyond being JSON.</summary>
internal static class RowRules
{
    /// <summary>The control layer's largest body of one request, in bytes.</summary>
    private const int LargestBody = 10 << 20;

    /// <summary>The control layer's longest custom_id: characters by its words, bytes by its doing.</summary>
    private const int LongestCustomId = 64;

    /// <summary>Bodies of requests may be nested deeper than the reader's own 64 levels.</summary>
    public static JsonReaderOptions Json { get; } = new() { MaxDepth = 1000 };

    /// <summary>The urls that a row or a batch may name.</summary>
    public static readonly string[] Urls =
    [
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/embeddings",
        "/v1/responses",
        "/v1/messages",
    ];

    /// <summary>What a url asks, with or without its version; chat where it is none of <see cref="Urls"/>.</summary>
    public static RowEndpoint EndpointOf(string? url)
    {
        const int version = 3;
        for (var i = 0; i < Urls.Length; i++)
        {
            if (Urls[i] == url || Urls[i].AsSpan(version).SequenceEqual(url))
            {
                return (RowEndpoint)i;
            }
        }

        return RowEndpoint.ChatCompletions;
    }

    /// <summary>What is wrong with the row; null if nothing is. The control layer's rules and words.</summary>
    public static RowProblem? ControlLayer(in RowReader row)
    {
        if (row.OddCustomId is { } odd)
        {
            return RowProblem.Unreadable($"invalid type: {odd}, expected a string");
        }

        if (MissingMember(row) is { } missing)
        {
            return RowProblem.Unreadable($"missing field `{missing}`");
        }

        var idLength = Encoding.UTF8.GetByteCount(row.CustomId!);
        if (idLength > LongestCustomId)
        {
            return Problem(
                "custom_id",
                $"custom_id exceeds maximum length of {LongestCustomId} characters (got {idLength})"
            );
        }

        // It travels in a header of each request, where other bytes than those of ASCII pass too, whatever the words say.
        if (row.CustomId.AsSpan().ContainsAny(Controls))
        {
            return Problem(
                "custom_id",
                "custom_id contains invalid characters: must be valid ASCII without control characters"
            );
        }

        if (!string.Equals(row.Method, "POST", StringComparison.OrdinalIgnoreCase))
        {
            return Problem("method", $"Unsupported HTTP method '{row.Method}'. Only POST is currently supported.");
        }

        if (!Urls.Contains(row.Url))
        {
            return Problem("url", $"Unsupported URL path '{row.Url}'. Allowed paths are: {string.Join(", ", Urls)}");
        }

        if (row.Model is null)
        {
            return Problem("model", "Missing 'model' field in request body");
        }

        return row.BodyLength > LargestBody
            ? Problem(
                "body",
                $"Request body is {row.BodyLength} bytes, which exceeds the maximum allowed size of {LargestBody} bytes"
            )
            : null;
    }

    /// <summary>What is wrong with the row; null if nothing is. OpenAI's rules and codes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="seenIds">The custom_ids before it, to which its own is added.</param>
    /// <param name="model">The model of the rows before it; null for the first.</param>
    public static RowProblem? OpenAI(in RowReader row, HashSet<string> seenIds, string? model)
    {
        if (MissingMember(row) is { } missing)
        {
            return new RowProblem("missing_required_parameter", $"Missing required parameter: '{missing}'.", missing);
        }

        if (row.Method != "POST")
        {
            return new RowProblem("invalid_method", $"Invalid HTTP method: '{row.Method}'. Must be 'POST'.", "method");
        }

        if (row.Model is null)
        {
            return new RowProblem(
                "missing_required_parameter",
                "Missing required parameter: 'body.model'.",
                "body.model"
            );
        }

        if (!seenIds.Add(row.CustomId!))
        {
            return new RowProblem(
                "duplicate_custom_id",
                "The custom_id for this request is a duplicate of another request. "
                    + "The custom_id parameter must be unique for each request in the batch.",
                "custom_id"
            );
        }

        return model is null || model == row.Model
            ? null
            : new RowProblem(
                "model_mismatch",
                $"The model '{row.Model}' of this request is not that of the first, '{model}'. "
                    + "All requests of a batch must have the same model.",
                "body.model"
            );
    }

    /// <summary>A row of a model that there is not, by the words and the code of either service.</summary>
    public static RowProblem NoModel(string? model) =>
        new("model_not_found", $"Model '{model}' has not been configured or is not available to user", "body.model")
        {
            IsForbidden = true,
        };

    // All but the tab.
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Append('\x7f').Select(code => (char)code).Where(control => control != '\t'),
    ]);

    private static string? MissingMember(in RowReader row) =>
        row.CustomId is null ? "custom_id"
        : row.Method is null ? "method"
        : row.Url is null ? "url"
        : row.HasBody ? null
        : "body";

    private static RowProblem Problem(string param, string message) => new("invalid_request", message, param);
}
