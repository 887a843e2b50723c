using System.Globalization;
using System.Text.Json;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Reads which rows of a batch are to be retried.</summary>
internal static class RetryRequestReader
{
    /// <summary>What stands before the id of a request in the line of its result.</summary>
    private const string LinePrefix = "batch_req_";

    /// <summary>
    /// The ids of <c>{"request_ids":[…]}</c>, with or without what stands before them in a line. As in the control layer those that
    /// can be none are passed over, and a body without any is refused: 400, or 422 where the member is missing.
    /// </summary>
    public static async Task<IReadOnlySet<ulong>> ReadAsync(Exchange exchange)
    {
        using var body = await JsonBody.ReadAsync(exchange, "RetryRequestsRequest");
        if (!body.RootElement.TryGetProperty("request_ids", out var names) || names.ValueKind != JsonValueKind.Array)
        {
            throw new RefusedException(
                names.ValueKind == JsonValueKind.Undefined
                    ? SerdeWords.Missing(body.RootElement, "request_ids")
                    : SerdeWords.WrongType(body.RootElement, "request_ids", "a sequence")
            );
        }

        HashSet<ulong> ids = [];
        foreach (var name in names.EnumerateArray())
        {
            var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
            var digits = text.StartsWith(LinePrefix, StringComparison.Ordinal) ? text.AsSpan(LinePrefix.Length) : text;
            if (ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            {
                ids.Add(id);
            }
        }

        return ids.Count > 0 ? ids : throw new RefusedException(ApiError.BadRequest("No valid request IDs provided"));
    }
}
