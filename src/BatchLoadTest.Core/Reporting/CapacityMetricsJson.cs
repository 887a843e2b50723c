using System.Text.Json;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting;

/// <summary>A search for the largest load: member <c>capacity</c> of <c>metrics.json</c>; not there for an ordinary run.</summary>
internal static class CapacityMetricsJson
{
    public static void Write(Utf8JsonWriter json, CapacityReport? capacity)
    {
        if (capacity is null)
        {
            return;
        }

        var result = capacity.Result;
        json.WriteStartObject("capacity");
        json.WriteString("unit", capacity.Unit);
        json.WriteNumber("rows_per_batch", capacity.RowsPerBatch);
        json.WriteString("ending", JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Ending.ToString()));
        json.WriteFinite("lower", result.Lower);
        json.WriteFinite("upper", result.Upper);
        json.WriteFinite("width", result.Width);
        json.WriteBoolean("lower_confirmed", result.IsLowerConfirmed);
        json.WriteFinite("generator_ceiling", result.Ceiling);
        json.WriteText("broke_first", result.BrokeFirst?.Reason);
        json.WriteText("answer", CapacitySentences.Answer(capacity));
        if (CapacitySentences.Now(capacity) is { } now)
        {
            json.WriteString("now", now);
        }

        json.WriteStartArray("levels");
        foreach (var level in result.Levels)
        {
            Write(json, level, capacity.RowsPerBatch);
        }

        json.WriteEndArray();
        json.WriteStartArray("not_judged");
        foreach (var threshold in capacity.NotJudged)
        {
            json.WriteStringValue(threshold);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CapacityLevel level, double rowsPerBatch)
    {
        var found = level.Decision;
        json.WriteStartObject();
        json.WriteNumber("load", level.Order.Load);
        json.WriteString("purpose", JsonNamingPolicy.SnakeCaseLower.ConvertName(level.Order.Purpose.ToString()));
        json.WriteString("verdict", CapacitySentences.Word(found.Verdict));
        json.WriteText("reason", found.Reason);
        json.WriteNumber("seconds", found.Seconds);
        json.WriteNumber("batches", found.Batches);
        json.WriteFinite("asked_batches_per_s", found.AskedRowsPerSecond / rowsPerBatch);
        json.WriteFinite("applied_batches_per_s", found.AppliedRowsPerSecond / rowsPerBatch);
        json.WriteFinite("completed_batches_per_s", found.EndedRowsPerSecond / rowsPerBatch);
        json.WriteFinite("backlog_rows", found.UnfinishedRows);
        json.WriteFinite("turnaround_s", found.Little?.Seconds);
        json.WriteFinite("growth_rows_per_s", found.Growth?.Slope);
        json.WriteFinite("growth_lower", found.Growth?.Lower);
        json.WriteFinite("growth_upper", found.Growth?.Upper);
        json.WriteFinite("completed_share", found.Completed?.Value);
        json.WriteFinite("completed_share_lower", found.Completed?.Lower);
        json.WriteFinite("completed_share_upper", found.Completed?.Upper);
        json.WriteStartArray("thresholds");
        foreach (var threshold in found.Thresholds)
        {
            json.WriteStartObject();
            json.WriteText("text", threshold.Threshold.Text);
            json.WriteString("state", threshold.State.ToString().ToLowerInvariant());
            json.WriteFinite("value", threshold.Value);
            json.WriteFinite("lower", threshold.Lower);
            json.WriteFinite("upper", threshold.Upper);
            json.WriteNumber("samples", threshold.Samples);
            json.WriteNumber("independent", threshold.Independent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
