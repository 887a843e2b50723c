using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>
/// One batch that has ended, within the line of its second. What is zero or absent is left out. By hand, since it is
/// written for each batch: decision 17.
/// </summary>
internal static class BatchJson
{
    private static readonly Dictionary<string, BatchOutcome> Outcomes = Enum.GetValues<BatchOutcome>()
        .ToDictionary(outcome => outcome.KindName(), StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, BatchRecord batch)
    {
        json.WriteStartObject();
        json.WriteText("id", batch.BatchId);
        json.WriteNumber("user", batch.User);
        json.WriteCount("class", batch.Class);
        json.WriteString("outcome", batch.Outcome.KindName());
        json.WriteCount("not_awaited", batch.NotAwaited ? 1 : 0);
        json.WriteText("last_status", batch.LastStatus);
        json.WriteTicks("turnaround", batch.Turnaround);
        json.WriteTicks("last_seen", batch.LastSeen);
        json.WriteCount("polls", batch.Polls);
        json.WriteCount("wasted_polls", batch.WastedPolls);
        json.WriteText("detail", batch.Detail);
        json.WriteCount("rows", batch.Rows);
        json.WriteCount("output_rows", batch.OutputRows, leftOut: -1);
        json.WriteCount("error_rows", batch.ErrorRows, leftOut: -1);
        json.WriteString("created_at", batch.CreatedAt);
        WriteTime(json, "server_created_at", batch.ServerCreatedAt);
        WriteTime(json, "server_done_at", batch.ServerDoneAt);
        WriteTime(json, "due_at", batch.DueAt);

        json.WriteTicks("queued", batch.Phases.Queued);
        json.WriteTicks("running", batch.Phases.Running);
        json.WriteTicks("finalizing", batch.Phases.Finalizing);
        json.WriteTicks("observation_lag", batch.Phases.ObservationLag);
        WriteStatuses(json, batch.Statuses);
        WriteUnknown(json, batch.UnknownStatuses);
        json.WriteCount("backwards", batch.Violations.Backwards);
        json.WriteCount("counts_shrank", batch.Violations.CountsShrank);
        json.WriteCount("unknown_status", batch.Violations.UnknownStatus);
        json.WriteCount("not_found", batch.Violations.NotFound);
        json.WriteCount("missed_window", batch.MissedWindow ? 1 : 0);
        json.WriteCount("late_output", batch.LateOutput ? 1 : 0);
        json.WriteCount("input_expired", batch.InputExpired ? 1 : 0);
        WriteParts(json, batch);
        json.WriteEndObject();
    }

    // What not every batch has.
    private static void WriteParts(Utf8JsonWriter json, BatchRecord batch)
    {
        if (batch.Findings is { } findings)
        {
            FindingsJson.Write(json, findings);
        }

        if (batch.Cancel is { } cancel)
        {
            CancellationJson.Write(json, cancel);
        }

        if (batch.Retry is { } retry)
        {
            RetryJson.Write(json, retry);
        }

        if (batch.Deletion is { } deletion)
        {
            InputDeletionJson.Write(json, deletion);
        }

        if (batch.Reads is { } reads)
        {
            ReadFindingsJson.Write(json, reads);
        }
    }

    public static BatchRecord Read(JsonElement json) =>
        new()
        {
            BatchId = json.Text("id"),
            User = json.Member("user").GetInt32(),
            Class = (int)json.Count("class"),
            Outcome = Outcomes.GetValueOrDefault(json.Text("outcome"), BatchOutcome.Unfinished),
            NotAwaited = json.Count("not_awaited") > 0,
            LastStatus = json.Text("last_status"),
            Turnaround = json.Ticks("turnaround") ?? TimeSpan.Zero,
            LastSeen = json.Ticks("last_seen"),
            Polls = (int)json.Count("polls"),
            WastedPolls = (int)json.Count("wasted_polls"),
            Detail = json.TextOrNull("detail"),
            Rows = (int)json.Count("rows"),
            OutputRows = json.Count("output_rows", leftOut: -1),
            ErrorRows = json.Count("error_rows", leftOut: -1),
            CreatedAt = json.Member("created_at").GetDateTimeOffset(),
            ServerCreatedAt = ReadTime(json, "server_created_at"),
            ServerDoneAt = ReadTime(json, "server_done_at"),
            DueAt = ReadTime(json, "due_at"),
            Phases = new BatchPhases(
                json.Ticks("queued"),
                json.Ticks("running"),
                json.Ticks("finalizing"),
                json.Ticks("observation_lag")
            ),
            Statuses = ReadStatuses(json),
            UnknownStatuses = json.TryGetProperty("unknown_statuses", out var unknown)
                ? [.. unknown.EnumerateArray().Select(word => word.GetString()!)]
                : [],
            Violations = new BatchViolations(
                (int)json.Count("backwards"),
                (int)json.Count("counts_shrank"),
                (int)json.Count("unknown_status"),
                (int)json.Count("not_found")
            ),
            MissedWindow = json.Count("missed_window") > 0,
            LateOutput = json.Count("late_output") > 0,
            InputExpired = json.Count("input_expired") > 0,
            Findings = json.TryGetProperty("findings", out var findings) ? FindingsJson.Read(findings) : null,
            Cancel = json.TryGetProperty("cancel", out var cancel) ? CancellationJson.Read(cancel) : null,
            Retry = json.TryGetProperty("retry", out var retry) ? RetryJson.Read(retry, Outcomes) : null,
            Deletion = json.TryGetProperty("delete", out var deletion) ? InputDeletionJson.Read(deletion) : null,
            Reads = json.TryGetProperty("read", out var reads) ? ReadFindingsJson.Read(reads) : null,
        };

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known);
        }
    }

    private static DateTimeOffset? ReadTime(JsonElement json, string name) =>
        json.TryGetProperty(name, out var time) ? time.GetDateTimeOffset() : null;

    private static void WriteStatuses(Utf8JsonWriter json, IReadOnlyList<StatusSeen> statuses)
    {
        json.WriteStartArray("statuses");
        foreach (var seen in statuses)
        {
            json.WriteStartArray();
            json.WriteStringValue(seen.Status.WellFormed());
            json.WriteNumberValue(seen.After.Ticks);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteUnknown(Utf8JsonWriter json, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        json.WriteStartArray("unknown_statuses");
        foreach (var word in words)
        {
            json.WriteStringValue(word.WellFormed());
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<StatusSeen> ReadStatuses(JsonElement json) =>
        [
            .. json.Member("statuses")
                .EnumerateArray()
                .Select(seen => new StatusSeen(seen[0].GetString()!, TimeSpan.FromTicks(seen[1].GetInt64()))),
        ];
}
