using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>What came of reading a running batch, within the line of its second. What is zero is left out.</summary>
internal static class ReadFindingsJson
{
    public static void Write(Utf8JsonWriter json, ReadFindings found)
    {
        json.WriteStartObject("read");
        json.WriteCount("reads", found.Reads);
        json.WriteCount("early_rows", found.EarlyRows);
        json.WriteCount("bytes_again", found.BytesAgain);
        json.WriteCount("unread", found.Unread);
        json.WriteCount("judged", found.IsJudged ? 1 : 0);
        json.WriteTicks("first_row", found.FirstRow);
        if (found.Progress.Count > 0)
        {
            json.WriteStartArray("progress");
            foreach (var rows in found.Progress)
            {
                json.WriteNumberValue(rows);
            }

            json.WriteEndArray();
        }

        foreach (var fault in ReadFaults.All)
        {
            json.WriteFound(fault.KindName(), found[fault], found.Examples(fault));
        }

        json.WriteEndObject();
    }

    public static ReadFindings Read(JsonElement json)
    {
        var found = new ReadFindings
        {
            Reads = (int)json.Count("reads"),
            EarlyRows = json.Count("early_rows"),
            BytesAgain = json.Count("bytes_again"),
            Unread = json.Count("unread"),
            IsJudged = json.Count("judged") > 0,
            FirstRow = json.Ticks("first_row"),
            Progress = json.TryGetProperty("progress", out var progress)
                ? [.. progress.EnumerateArray().Select(rows => rows.GetInt64())]
                : [],
        };
        foreach (var fault in ReadFaults.All)
        {
            if (json.TryGetProperty(fault.KindName(), out var times))
            {
                found.Add(fault, times[0].GetInt64());
                foreach (var example in times.EnumerateArray().Skip(1))
                {
                    found.AddExample(fault, example.GetString()!);
                }
            }
        }

        return found;
    }
}
