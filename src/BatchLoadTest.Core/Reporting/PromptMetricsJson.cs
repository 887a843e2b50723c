using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>prompts</c> of <c>metrics.json</c>: what the uploads asked for that the service took.</summary>
internal static class PromptMetricsJson
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="prompts">The counts.</param>
    /// <param name="isKnown">False of a journal of an earlier version, which does not tell.</param>
    public static void Write(Utf8JsonWriter json, in PromptCounts prompts, bool isKnown)
    {
        json.WriteStartObject("prompts");
        json.WriteFinite("uploads", isKnown ? prompts.Uploads : null);
        json.WriteFinite("rows", isKnown ? prompts.Rows : null);
        json.WriteFinite("distinct", isKnown ? prompts.Distinct : null);
        json.WriteFinite("estimated_tokens", isKnown ? prompts.Tokens : null);
        json.WriteFinite("prefixed_rows", isKnown ? prompts.Prefixed : null);
        json.WriteEndObject();
    }
}
