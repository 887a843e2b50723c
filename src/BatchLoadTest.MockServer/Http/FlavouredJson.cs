using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Writes members that may be absent, as the flavour does: null, or not at all.</summary>
internal static class FlavouredJson
{
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time, FlavourRules rules)
    {
        if (time is { } moment)
        {
            json.WriteNumber(name, moment.ToUnixTimeSeconds());
        }
        else
        {
            json.WriteAbsent(name, rules);
        }
    }

    public static void WriteText(this Utf8JsonWriter json, string name, string? text, FlavourRules rules)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
        else
        {
            json.WriteAbsent(name, rules);
        }
    }

    public static void WriteAbsent(this Utf8JsonWriter json, string name, FlavourRules rules)
    {
        if (rules.WritesNulls)
        {
            json.WriteNull(name);
        }
    }
}
