using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting;

/// <summary>Members of <c>metrics.json</c> for single requests: examples of failures, and the slowest of each step.</summary>
internal static class MetricsJsonExamples
{
    /// <summary>Examples of one kind of failure, into its object.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RequestExample> examples)
    {
        json.WriteStartArray("examples");
        foreach (var example in examples)
        {
            json.WriteStartObject();
            WriteMembers(json, example);
            json.WriteText("words", example.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The slowest requests.</summary>
    /// <param name="json">The file.</param>
    /// <param name="slowest">The requests.</param>
    /// <param name="names">Names of the steps.</param>
    public static void WriteSlowest(Utf8JsonWriter json, IReadOnlyList<RequestExample> slowest, StepNames names)
    {
        json.WriteStartArray("slowest_requests");
        foreach (var example in slowest)
        {
            json.WriteStartObject();
            json.WriteString("step", names[example.Step].Id);
            json.WriteText(
                "kind",
                example.Outcome == Outcome.Success ? null : example.Outcome.KindName(example.Status)
            );
            WriteMembers(json, example);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, RequestExample example)
    {
        var identity = example.Identity;
        json.WriteNumber("at_s", example.At.TotalSeconds);
        json.WriteNumber("latency_ms", identity.Latency.TotalMilliseconds);
        json.WriteNumber("status", example.Status);
        json.WriteText("method", identity.Method);
        json.WriteText("path", identity.Path);
        json.WriteText("request_id", identity.RequestId);
        json.WriteText("trace_id", identity.TraceId);
        json.WriteStartObject("service_ids");
        foreach (var (header, id) in identity.ServiceIds)
        {
            json.WriteString(header.WellFormed(), id.WellFormed());
        }

        json.WriteEndObject();
        json.WriteText("batch_id", identity.BatchId);
        json.WriteText("file_id", identity.FileId);
    }
}
