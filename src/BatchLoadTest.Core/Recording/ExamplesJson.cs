using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>Single requests that are kept whole.</summary>
internal static class ExamplesJson
{
    private static readonly StepNames Names = new();

    /// <summary>Writes them; nothing where there are none.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<RequestExample> examples)
    {
        var isOpen = false;
        foreach (var example in examples)
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            Write(json, example);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>Reads what was written.</summary>
    public static IEnumerable<RequestExample> Read(JsonElement json, string name) =>
        json.TryGetProperty(name, out var examples) ? examples.EnumerateArray().Select(Read) : [];

    private static void Write(Utf8JsonWriter json, RequestExample example)
    {
        var identity = example.Identity;
        json.WriteStartObject();
        json.WriteString("step", Names[example.Step].Id);
        json.WriteString("outcome", example.Outcome.ToString());
        json.WriteCount("status", example.Status);
        json.WriteTicks("at", example.At);
        json.WriteString("method", identity.Method);
        json.WriteText("path", identity.Path);
        json.WriteTicks("latency", identity.Latency);
        json.WriteText("request_id", identity.RequestId);
        json.WriteText("trace_id", identity.TraceId);
        if (identity.ServiceIds.Count > 0)
        {
            json.WriteStartArray("service_ids");
            foreach (var (header, id) in identity.ServiceIds)
            {
                json.WriteStringValue(header);
                json.WriteStringValue(id.WellFormed());
            }

            json.WriteEndArray();
        }

        json.WriteText("batch", identity.BatchId);
        json.WriteText("file", identity.FileId);
        json.WriteText("words", example.Words);
        json.WriteEndObject();
    }

    private static RequestExample Read(JsonElement json)
    {
        var step = Names.All.First(name => name.Id == json.Text("step")).Step;
        var outcome = Enum.TryParse<Outcome>(json.Text("outcome"), out var known) ? known : Outcome.Other;
        var identity = new RequestIdentity(
            json.Text("method"),
            json.Text("path"),
            json.Ticks("latency") ?? TimeSpan.Zero
        )
        {
            RequestId = json.TextOrNull("request_id"),
            TraceId = json.TextOrNull("trace_id"),
            ServiceIds = ServiceIds(json),
            BatchId = json.TextOrNull("batch"),
            FileId = json.TextOrNull("file"),
        };
        return new RequestExample(
            step,
            outcome,
            (int)json.Count("status"),
            json.Ticks("at") ?? TimeSpan.Zero,
            identity,
            json.TextOrNull("words")
        );
    }

    private static List<KeyValuePair<string, string>> ServiceIds(JsonElement json) =>
        json.TryGetProperty("service_ids", out var pairs)
            ?
            [
                .. pairs
                    .EnumerateArray()
                    .Select(text => text.GetString()!)
                    .Chunk(2)
                    .Select(pair => KeyValuePair.Create(pair[0], pair[1])),
            ]
            : [];
}
