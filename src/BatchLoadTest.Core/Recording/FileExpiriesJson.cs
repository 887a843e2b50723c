using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>What came of asking that uploads expire; left out where nobody did.</summary>
internal static class FileExpiriesJson
{
    private const string Name = "expiries";

    public static void Write(Utf8JsonWriter json, FileExpiries expiries)
    {
        if (expiries.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(Name);
        foreach (var verdict in ExpiryVerdicts.All)
        {
            json.WriteCount(verdict.KindName(), expiries[verdict]);
        }

        if (expiries.Examples.Count > 0)
        {
            json.WriteStartArray("examples");
            foreach (var example in expiries.Examples)
            {
                json.WriteStringValue(example.WellFormed());
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Read(JsonElement line, FileExpiries expiries)
    {
        if (!line.TryGetProperty(Name, out var json))
        {
            return;
        }

        foreach (var verdict in ExpiryVerdicts.All)
        {
            expiries.Count(verdict, json.Count(verdict.KindName()));
        }

        if (json.TryGetProperty("examples", out var examples))
        {
            foreach (var example in examples.EnumerateArray())
            {
                expiries.AddExample(example.GetString()!);
            }
        }
    }
}
