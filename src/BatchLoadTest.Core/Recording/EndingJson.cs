using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>The last line: how the run ended. Verdicts are there for readers by eye; a report judges again.</summary>
internal static class EndingJson
{
    public const string Type = "end";

    public static void Write(
        Utf8JsonWriter json,
        RunEnding ending,
        IReadOnlyList<ThresholdResult> thresholds,
        int exitCode
    )
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("ended_at", ending.EndedAt);
        json.WriteString("end", ending.End.ToString());
        json.WriteText("problem", ending.Problem);
        WriteAbort(json, ending.Abort);
        json.WriteNumber("exit_code", exitCode);
        json.WriteNumber("started", ending.Load.Started);
        json.WriteNumber("completed", ending.Load.Completed);
        if (ending.Load.Failed is { } failed)
        {
            json.WriteNumber("failed", failed);
        }

        json.WriteNumber("interrupted", ending.Load.Interrupted);
        json.WriteNumber("dropped", ending.Load.Dropped);
        json.WriteCount("late_by_pacing", ending.Load.LateByPacing);
        json.WriteCount("warm_up_iterations", ending.Load.WarmUpIterations);
        if (ending.Load.ChangedAt is { } changed)
        {
            json.WriteTicks("changed_at", changed);
        }

        json.WriteNumber("peak_users", ending.Load.PeakUsers);
        json.WriteTicks("load_time", ending.Load.LoadTime);
        json.WriteTicks("stop_time", ending.Load.StopTime);
        if (ending.Capacity is { } capacity)
        {
            json.WritePropertyName("capacity");
            JsonSerializer.Serialize(json, capacity, CapacityJson.Default.CapacityReport);
        }

        json.WriteStartArray("notices");
        foreach (var notice in ending.Notices)
        {
            json.WriteStringValue(notice.WellFormed());
        }

        json.WriteEndArray();
        json.WriteStartArray("thresholds");
        foreach (var threshold in thresholds)
        {
            json.WriteStartObject();
            json.WriteText("text", threshold.Text);
            json.WriteString("verdict", threshold.Verdict.ToString());
            json.WriteText("actual", threshold.ActualText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static RunEnding Read(JsonElement line) =>
        new()
        {
            EndedAt = line.GetProperty("ended_at").GetDateTimeOffset(),
            End = Enum.TryParse<RunEnd>(line.Text("end"), out var end) ? end : RunEnd.Unknown,
            Problem = line.TextOrNull("problem"),
            Abort = ReadAbort(line),
            Load = new LoadOutcome
            {
                Started = line.GetProperty("started").GetInt64(),
                Completed = line.GetProperty("completed").GetInt64(),
                Failed = line.TryGetProperty("failed", out var failed) ? failed.GetInt64() : null,
                Interrupted = line.GetProperty("interrupted").GetInt64(),
                Dropped = line.GetProperty("dropped").GetInt64(),
                LateByPacing = line.Count("late_by_pacing"),
                WarmUpIterations = line.Count("warm_up_iterations"),
                ChangedAt = line.Ticks("changed_at"),
                PeakUsers = line.GetProperty("peak_users").GetInt32(),
                LoadTime = line.Ticks("load_time") ?? TimeSpan.Zero,
                StopTime = line.Ticks("stop_time") ?? TimeSpan.Zero,
            },
            Capacity = line.TryGetProperty("capacity", out var capacity)
                ? capacity.Deserialize(CapacityJson.Default.CapacityReport)
                : null,
            Notices = [.. line.GetProperty("notices").EnumerateArray().Select(each => each.GetString()!)],
        };

    private static void WriteAbort(Utf8JsonWriter json, ThresholdAbort? abort)
    {
        if (abort is null)
        {
            return;
        }

        json.WriteStartObject("aborted_by");
        json.WriteText("text", abort.Text);
        json.WriteText("source", abort.Source);
        json.WriteNumber("value", abort.Actual);
        json.WriteText("actual", abort.ActualText);
        json.WriteTicks("at", abort.At);
        json.WriteEndObject();
    }

    private static ThresholdAbort? ReadAbort(JsonElement line) =>
        line.TryGetProperty("aborted_by", out var abort)
            ? new ThresholdAbort(
                abort.Text("text"),
                abort.Text("source"),
                abort.GetProperty("value").GetDouble(),
                abort.Text("actual"),
                abort.Ticks("at") ?? TimeSpan.Zero
            )
            : null;
}
