using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>What uploads asked for; left out where nothing was uploaded.</summary>
internal static class PromptsJson
{
    private const string Name = "prompts";

    public static void Write(Utf8JsonWriter json, in PromptCounts prompts)
    {
        if (prompts == default)
        {
            return;
        }

        json.WriteStartObject(Name);
        json.WriteCount("uploads", prompts.Uploads);
        json.WriteCount("rows", prompts.Rows);
        json.WriteCount("own", prompts.Own);
        json.WriteCount("repeated", prompts.Repeated);
        json.WriteCount("tokens", prompts.Tokens);
        json.WriteCount("prefixed", prompts.Prefixed);
        json.WriteCount("may_repeat", prompts.MayRepeat ? 1 : 0);
        json.WriteEndObject();
    }

    public static PromptCounts Read(JsonElement line) =>
        line.TryGetProperty(Name, out var json)
            ? new PromptCounts
            {
                Uploads = json.Count("uploads"),
                Rows = json.Count("rows"),
                Own = json.Count("own"),
                Repeated = json.Count("repeated"),
                Tokens = json.Count("tokens"),
                Prefixed = json.Count("prefixed"),
                MayRepeat = json.Count("may_repeat") > 0,
            }
            : default;
}
