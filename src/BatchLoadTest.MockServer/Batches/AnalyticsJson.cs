using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Writes what a batch used and cost, as the control layer has it: what it does not know yet is zero or absent.</summary>
internal static class AnalyticsJson
{
    /// <param name="json">Where to.</param>
    /// <param name="tokens">What the batch's rows used; null for as long as nobody has added it up.</param>
    /// <param name="rowTime">How long a row took.</param>
    public static void Write(Utf8JsonWriter json, MockModelTokens? tokens, TimeSpan rowTime)
    {
        json.WriteStartObject();
        json.WriteNumber("total_requests", tokens?.Rows ?? 0);
        json.WriteNumber("total_prompt_tokens", tokens?.Prompt ?? 0);
        json.WriteNumber("total_completion_tokens", tokens?.Completion ?? 0);
        if (tokens?.Reasoning > 0)
        {
            json.WriteNumber("total_reasoning_tokens", tokens.Reasoning);
        }

        json.WriteNumber("total_tokens", tokens?.Total ?? 0);
        if (tokens?.Rows > 0)
        {
            // All rows take the same time, and an answer begins when it is there.
            json.WriteNumber("avg_duration_ms", rowTime.TotalMilliseconds);
            json.WriteNumber("avg_ttfb_ms", rowTime.TotalMilliseconds);
            var cost = TokenPrices.Of(tokens.Prompt, tokens.Completion);
            json.WriteMoney("total_cost", cost);
            json.WriteMoney("total_list_cost", cost);
        }

        json.WriteEndObject();
    }
}
