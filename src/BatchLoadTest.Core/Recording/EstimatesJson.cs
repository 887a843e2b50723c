using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>What the service estimates that files cost; left out where nobody asked.</summary>
internal static class EstimatesJson
{
    private const string Name = "estimates";

    public static void Write(Utf8JsonWriter json, IList<CostEstimate> estimates)
    {
        if (estimates.Count == 0)
        {
            return;
        }

        json.WriteStartArray(Name);
        foreach (var estimate in estimates)
        {
            json.WriteStartObject();
            json.WriteCount("class", estimate.Class);
            WriteNumber(json, "rows", estimate.Rows);
            WriteNumber(json, "prompt_tokens", estimate.PromptTokens);
            WriteNumber(json, "completion_tokens", estimate.CompletionTokens);
            WriteNumber(json, "cost", estimate.Cost);
            json.WriteText("problem", estimate.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Read(JsonElement line, IList<CostEstimate> estimates)
    {
        if (!line.TryGetProperty(Name, out var json))
        {
            return;
        }

        foreach (var estimate in json.EnumerateArray())
        {
            estimates.Add(
                new((int)estimate.Count("class"))
                {
                    Rows = Number(estimate, "rows"),
                    PromptTokens = Number(estimate, "prompt_tokens"),
                    CompletionTokens = Number(estimate, "completion_tokens"),
                    Cost = estimate.TryGetProperty("cost", out var cost) ? cost.GetDecimal() : null,
                    Problem = estimate.TextOrNull("problem"),
                }
            );
        }
    }

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
    }
}
