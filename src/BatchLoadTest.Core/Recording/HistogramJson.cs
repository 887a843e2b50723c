using System.Text.Json;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>A histogram without loss: its exact figures, and each bucket that holds values.</summary>
internal static class HistogramJson
{
    public static void Write(Utf8JsonWriter json, string name, LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("count", histogram.Count);
        // One second's times: a sum of 64 bits holds 29,000 years.
        json.WriteNumber("sum", (long)histogram.SumTicks);
        json.WriteNumber("min", histogram.MinTicks);
        json.WriteNumber("max", histogram.MaxTicks);
        json.WriteStartArray("buckets");
        var last = 0L;
        foreach (var (microseconds, count) in histogram)
        {
            json.WriteNumberValue(microseconds - last);
            json.WriteNumberValue(count);
            last = microseconds;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Adds what was written; nothing where it was left out.</summary>
    public static void Read(JsonElement json, string name, LatencyHistogram histogram)
    {
        if (!json.TryGetProperty(name, out var recorded))
        {
            return;
        }

        var microseconds = 0L;
        var held = 0L;
        var expected = recorded.Count("count");
        var isGap = true;
        foreach (var number in recorded.Member("buckets").EnumerateArray())
        {
            if (isGap)
            {
                microseconds += number.GetInt64();
            }
            else
            {
                histogram.AddBucket(microseconds, number.GetInt64());
                held += number.GetInt64();
            }

            isGap = !isGap;
        }

        if (held != expected)
        {
            throw new JournalException($"a histogram of {expected} values whose buckets hold {held}");
        }

        histogram.AddExact(expected, recorded.Count("sum"), recorded.Count("min"), recorded.Count("max"));
    }
}
