using System.Text.Json;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>Values that JSON knows nothing of: missing numbers, text that is no Unicode, distributions.</summary>
public static class JsonWriterValues
{
    /// <summary>Writes text from outside, or null.</summary>
    internal static void WriteText(this Utf8JsonWriter json, string name, string? text) =>
        json.WriteString(name, text?.WellFormed());

    /// <summary>Writes an array of texts from outside.</summary>
    internal static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text.WellFormed());
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a number; null where there is none, or none that JSON can say.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes the members of a distribution in milliseconds, with full precision; null without a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="latency">The distribution.</param>
    /// <param name="more">Writes members of its own behind the others.</param>
    internal static void WriteDistribution(
        this Utf8JsonWriter json,
        string name,
        LatencySummary latency,
        Action? more = null
    )
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", latency.Count);
        Write("min", latency.Min);
        Write("mean", latency.Mean);
        Write("max", latency.Max);
        Write("p50", latency.P50);
        Write("p75", latency.P75);
        Write("p90", latency.P90);
        Write("p95", latency.P95);
        Write("p99", latency.P99);
        Write("p99.9", latency.P999);
        Write("p99.99", latency.P9999);
        more?.Invoke();
        json.WriteEndObject();

        void Write(string member, TimeSpan time) =>
            json.WriteFinite(member, latency.Count == 0 ? null : time.TotalMilliseconds);
    }
}
