using System.Text.Json;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>
/// When the requests of a second began that did not begin in it, or were cut off: by seconds before it, their latencies by
/// bucket and how far into the second each ended, as pairs of "how many microseconds above the last one" and "how many".
/// </summary>
internal static class StartsJson
{
    private const string Name = "starts";

    public static void Write(Utf8JsonWriter json, StartGroups starts)
    {
        if (starts.All.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(Name);
        foreach (var group in starts.All)
        {
            json.WriteStartObject();
            json.WriteCount("before", group.StartedBefore);
            json.WriteCount("ended_before", group.EndedBefore);
            json.WriteCount("interrupted", group.IsInterrupted ? 1 : 0);
            json.WriteNumber("max", group.MaxTicks);
            WriteTimes(json, "latency", group.Latency);
            if (group.HasRest)
            {
                WriteTimes(json, "rest", group.Rest);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Adds what was written; nothing where it was left out.</summary>
    public static void Read(JsonElement json, StartGroups starts)
    {
        if (!json.TryGetProperty(Name, out var groups))
        {
            return;
        }

        foreach (var recorded in groups.EnumerateArray())
        {
            var (before, endedBefore) = (recorded.Count("before"), recorded.Count("ended_before"));
            if (endedBefore < 0 || before < endedBefore || before > uint.MaxValue)
            {
                throw new JournalException($"requests that began {before} s and ended {endedBefore} s before");
            }

            var group = starts.Group(before, endedBefore, recorded.Count("interrupted") > 0);
            ReadTimes(recorded.Member("latency"), group.Latency);
            group.Reaches(recorded.Count("max"));
            if (group.HasRest)
            {
                ReadTimes(recorded.Member("rest"), group.Rest);
            }

            if (group.HasRest && group.Rest.Count != group.Latency.Count)
            {
                throw new JournalException(
                    $"{group.Latency.Count} latencies of requests of which {group.Rest.Count} ended"
                );
            }
        }
    }

    private static void WriteTimes(Utf8JsonWriter json, string name, TimeCounts times)
    {
        json.WriteStartArray(name);
        var last = 0L;
        for (var index = 0; index < times.Microseconds.Length; index++)
        {
            json.WriteNumberValue(times.Microseconds[index] - last);
            json.WriteNumberValue(times.Counts[index]);
            last = times.Microseconds[index];
        }

        json.WriteEndArray();
    }

    private static void ReadTimes(JsonElement json, TimeCounts times)
    {
        var microseconds = 0L;
        var isGap = true;
        foreach (var number in json.EnumerateArray())
        {
            if (isGap)
            {
                microseconds += number.GetInt64();
            }
            else
            {
                times.Add(microseconds, number.GetInt64());
            }

            isGap = !isGap;
        }
    }
}
