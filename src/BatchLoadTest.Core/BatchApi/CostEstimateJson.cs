using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads the control layer's estimate of what a file costs. Unknown members are ignored.</summary>
internal static class CostEstimateJson
{
    // One of a file with many models is some kilobytes.
    /// <exception cref="JsonException">No JSON object, or one that estimates nothing.</exception>
    public static CostEstimate Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, RowJson.Options);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("the body is no JSON object");
        }

        var estimate = new CostEstimate(0)
        {
            Rows = (long?)Number(root, "total_requests"),
            PromptTokens = (long?)Number(root, "total_estimated_input_tokens"),
            CompletionTokens = (long?)Number(root, "total_estimated_output_tokens"),
            Cost = Number(root, "total_estimated_cost"),
        };
        return estimate == new CostEstimate(0) ? throw new JsonException("the answer estimates nothing") : estimate;
    }

    // Money is a decimal number in a text.
    private static decimal? Number(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var member) ? null
        : member.ValueKind == JsonValueKind.Number && member.TryGetDecimal(out var number) ? number
        : member.ValueKind == JsonValueKind.String
        && decimal.TryParse(member.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text)
            ? text
        : null;
}
