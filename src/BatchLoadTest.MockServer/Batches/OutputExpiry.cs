using System.Text.Json;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Checks when the result files of a new batch are to expire, as OpenAI has it beside that of uploads.</summary>
internal static class OutputExpiry
{
    public const string Name = "output_expires_after";

    private const string Anchor = "anchor";
    private const string Seconds = "seconds";

    /// <summary>What is wrong with it; null if nothing is, or if it is not there.</summary>
    /// <param name="root">The batch.</param>
    /// <param name="range">The shortest and the longest time.</param>
    public static ApiError? RefusalOf(JsonElement root, (TimeSpan Least, TimeSpan Most) range)
    {
        if (!root.TryGetProperty(Name, out var expiry) || expiry.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (expiry.ValueKind != JsonValueKind.Object)
        {
            return ApiError.InvalidType(Name, "an object");
        }

        if (!expiry.TryGetProperty(Anchor, out var anchor))
        {
            return Missing(Anchor);
        }

        if (anchor.ValueKind != JsonValueKind.String)
        {
            return ApiError.InvalidType($"{Name}.{Anchor}", "a string");
        }

        if (!anchor.ValueEquals("created_at"))
        {
            return ApiError.InvalidValue($"{Name}.{Anchor}", anchor.GetString(), "created_at");
        }

        if (!expiry.TryGetProperty(Seconds, out var seconds))
        {
            return Missing(Seconds);
        }

        return seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt64(out var number)
            ? ApiError.OutOfRange(
                $"{Name}.{Seconds}",
                number,
                (long)range.Least.TotalSeconds,
                (long)range.Most.TotalSeconds
            )
            : ApiError.InvalidType($"{Name}.{Seconds}", "an integer");
    }

    private static ApiError Missing(string member) =>
        ApiError.BadRequest(
            $"Missing required parameter: '{Name}.{member}'.",
            $"{Name}.{member}",
            "missing_required_parameter"
        );
}
