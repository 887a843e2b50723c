using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>usage</c> of <c>metrics.json</c>: tokens as rows say them, and what they cost.</summary>
internal static class MetricsJsonUsage
{
    public static void Write(Utf8JsonWriter json, ResultSummary results)
    {
        var usage = results.Usage;
        json.WriteStartObject("usage");
        json.WriteNumber("rows", usage.AnsweredRows);
        json.WriteNumber("rows_with_usage", usage.RowsWithUsage);
        json.WriteNumber("rows_without_usage", usage.RowsWithoutUsage);
        WriteTokens(json, usage.RowsWithUsage, usage.Tokens);
        json.WriteFinite("prompt_tokens_per_second", usage.PromptPerSecond);
        json.WriteFinite("completion_tokens_per_second", usage.CompletionPerSecond);
        WriteMoney(json, "cost", usage.Cost);
        WriteMoney(json, "cost_per_million_rows", usage.CostPerMillionRows);
        json.WriteStartArray("models");
        foreach (var model in usage.Models)
        {
            json.WriteStartObject();
            json.WriteText("model", model.Model);
            json.WriteNumber("rows", model.Rows);
            json.WriteNumber("rows_with_usage", model.RowsWithUsage);
            json.WriteNumber("rows_without_usage", model.Rows - model.RowsWithUsage);
            WriteTokens(json, model.RowsWithUsage, model.Tokens);
            WriteMoney(json, "cost", usage.Prices.CostOf(model));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteChecks(json, results.UsageChecks);
        json.WriteEndObject();
    }

    /// <summary>The member <c>estimates</c>: what the service estimates that one upload of each class costs.</summary>
    public static void WriteEstimates(Utf8JsonWriter json, RunSnapshot final)
    {
        json.WriteStartArray("estimates");
        foreach (var estimate in final.Estimates)
        {
            json.WriteStartObject();
            json.WriteText("class", final.NameOfClass(estimate.Class));
            json.WriteFinite("rows", estimate.Rows);
            json.WriteFinite("prompt_tokens", estimate.PromptTokens);
            json.WriteFinite("completion_tokens", estimate.CompletionTokens);
            WriteMoney(json, "cost", estimate.Cost);
            json.WriteText("problem", estimate.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChecks(Utf8JsonWriter json, UsageCheckSummary checks)
    {
        json.WriteStartObject("checks");
        json.WriteNumber("agreed", checks.Agreed);
        json.WriteNumber("disagreed", checks.Disagreed);
        json.WriteNumber("never_filled", checks.NeverFilled);
        json.WriteNumber("not_comparable", checks.NotComparable);
        json.WriteNumber("not_compared", checks.NotCompared);
        json.WriteNumber("requests", checks.Requests);
        json.WriteNumber("failed_requests", checks.FailedRequests);
        json.WriteEndObject();
    }

    // Where no row says what it took, nobody knows: null, and no zero.
    private static void WriteTokens(Utf8JsonWriter json, long rows, in TokenCounts tokens)
    {
        json.WriteFinite("prompt_tokens", rows == 0 ? null : tokens.Prompt);
        json.WriteFinite("completion_tokens", rows == 0 ? null : tokens.Completion);
        json.WriteFinite("reasoning_tokens", rows == 0 ? null : tokens.Reasoning);
        json.WriteFinite("cached_tokens", rows == 0 ? null : tokens.Cached);
        json.WriteFinite("total_tokens", rows == 0 ? null : tokens.Total);
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, decimal? amount)
    {
        if (amount is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
