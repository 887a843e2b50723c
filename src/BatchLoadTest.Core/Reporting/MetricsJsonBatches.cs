using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The members <c>batches</c> and <c>results</c> of <c>metrics.json</c>.</summary>
internal static class MetricsJsonBatches
{
    /// <summary>The member <c>batches</c>.</summary>
    /// <param name="json">The file.</param>
    /// <param name="batches">The figures.</param>
    /// <param name="classOf">The name of a class by its number; null where there is none of it.</param>
    public static void WriteBatches(Utf8JsonWriter json, BatchSummary batches, Func<int, string?> classOf)
    {
        json.WriteStartObject("batches");
        json.WriteNumber("created", batches.Created);
        foreach (var outcome in Enum.GetValues<BatchOutcome>())
        {
            json.WriteNumber(outcome.KindName(), batches[outcome]);
        }

        json.WriteNumber("in_flight", batches.InFlight);
        json.WriteFinite("failed_share", batches.FailedShare);
        json.WriteFinite("not_awaited", batches.IsOfFormat1 ? null : batches.NotAwaited);
        json.WriteNumber("censored", batches.Censored);
        json.WriteNumber("oldest_unfinished_ms", batches.OldestUnfinished.TotalMilliseconds);
        json.WriteNumber("oldest_in_flight_ms", batches.OldestInFlight.TotalMilliseconds);
        WriteWindows(json, batches);
        json.WriteNumber("polls", batches.Polls);
        json.WriteNumber("wasted_polls", batches.WastedPolls);
        json.WriteFinite("overdue", batches.Overdue);
        json.WriteFinite("late_output", batches.IsOfFormat1 ? null : batches.LateOutputs);
        json.WriteFinite("foreign_answers", batches.ForeignAnswers);
        WriteViolations(json, batches.Violations);
        json.WriteNumber("unknown_status_noticed", batches.UnknownStatuses.Noticed);
        json.WriteTexts("unknown_statuses", batches.UnknownStatuses.NoticedWords);
        json.WriteTexts("unknown_statuses_without_end", batches.UnknownStatuses.EndlessWords);
        json.WriteDistribution("turnaround_ms", batches.Turnaround);
        json.WriteDistribution("queued_ms", batches.Queued);
        json.WriteDistribution("running_ms", batches.Running);
        json.WriteDistribution("finalizing_ms", batches.Finalizing);
        json.WriteDistribution("observation_lag_ms", batches.ObservationLag);
        json.WriteNumber("phase_resolution_ms", 1000);
        json.WriteTexts("notices", BatchSentences.Peculiarities(batches));
        WriteInFlight(json, batches.InFlightOverTime);
        Write("examples", batches.Examples);
        Write("slowest_batches", batches.Slowest);
        Write("unfinished_batches", batches.Unfinished);
        json.WriteEndObject();

        void Write(string name, IReadOnlyList<BatchRecord> records)
        {
            json.WriteStartArray(name);
            foreach (var batch in records)
            {
                WriteBatch(json, batch, classOf(batch.Class));
            }

            json.WriteEndArray();
        }
    }

    public static void WriteResults(Utf8JsonWriter json, ResultSummary results)
    {
        json.WriteStartObject("results");
        json.WriteNumber("output_rows", results.OutputRows);
        json.WriteNumber("error_rows", results.ErrorRows);
        json.WriteFinite("rows_per_second", results.RowsPerSecond);
        json.WriteNumber("checked_batches", results.CheckedBatches);
        json.WriteNumber("unchecked_batches", results.UncheckedBatches);
        json.WriteNumber("interrupted_batches", results.InterruptedBatches);
        json.WriteNumber("non_2xx_rows", results.Non2xxRows);
        json.WriteNumber("text_bodies", results.TextBodies);
        json.WriteNumber("failed_rows", results.FailedRows);
        json.WriteFinite("row_error_rate", results.FailedRowShare);
        WriteRowErrors(json, results.RowErrors);
        json.WriteStartObject("statuses");
        foreach (var (status, rows) in results.Statuses)
        {
            json.WriteNumber(BatchSentences.Status(status), rows);
        }

        json.WriteEndObject();
        json.WriteNumber("defects", results.TotalDefects);
        json.WriteStartObject("following");
        foreach (var defect in ResultDefects.All.Where(defect => results.Following[(int)defect] > 0))
        {
            json.WriteNumber(defect.KindName(), results.Following[(int)defect]);
        }

        json.WriteEndObject();
        foreach (var defect in ResultDefects.All)
        {
            json.WriteNumber(defect.KindName(), results[defect]);
        }

        json.WriteStartObject("examples");
        foreach (var defect in ResultDefects.All.Where(defect => results.Examples[(int)defect].Count > 0))
        {
            json.WriteTexts(defect.KindName(), results.Examples[(int)defect]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRowErrors(Utf8JsonWriter json, IReadOnlyList<RowErrorKind> kinds)
    {
        json.WriteStartArray("row_errors");
        foreach (var kind in kinds)
        {
            json.WriteStartObject();
            json.WriteText("class", kind.Class);
            json.WriteText("words", kind.Words);
            json.WriteNumber("count", kind.Count);
            json.WriteFinite("status", kind.Status == RowStatuses.None ? null : kind.Status);
            json.WriteTexts("examples", kind.Examples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteViolations(Utf8JsonWriter json, BatchViolations violations)
    {
        json.WriteStartObject("violations");
        json.WriteNumber("backwards", violations.Backwards);
        json.WriteNumber("counts_shrank", violations.CountsShrank);
        json.WriteNumber("unknown_status", violations.UnknownStatus);
        json.WriteNumber("not_found", violations.NotFound);
        json.WriteEndObject();
    }

    private static void WriteWindows(Utf8JsonWriter json, BatchSummary batches)
    {
        json.WriteNumber("missed_window", batches.MissedWindow);
        json.WriteNumber("windows_judged", batches.WindowsJudged);
        json.WriteNumber("windows_attained", batches.WindowsAttained);
        json.WriteFinite("attained", batches.AttainedShare);
        json.WriteNumber("deadlines_judged", batches.Deadlines.Judged);
        json.WriteNumber("overtaken", batches.Deadlines.Overtaken);
        json.WriteFinite("in_order", batches.Deadlines.InOrderShare);
        WriteOvertakings(json, batches.Overtakings);
        json.WriteFinite("slack_min_ms", batches.Slack(turnaround => turnaround.Max)?.TotalMilliseconds);
        json.WriteFinite("slack_p1_ms", batches.Slack(turnaround => turnaround.P99)?.TotalMilliseconds);
        json.WriteFinite("slack_p5_ms", batches.Slack(turnaround => turnaround.P95)?.TotalMilliseconds);
        json.WriteFinite("slack_p50_ms", batches.Slack(turnaround => turnaround.P50)?.TotalMilliseconds);
    }

    private static void WriteOvertakings(Utf8JsonWriter json, IReadOnlyList<Overtaking> overtakings)
    {
        json.WriteStartArray("overtaken_examples");
        foreach (var each in overtakings)
        {
            json.WriteStartObject();
            json.WriteText("batch_id", each.BatchId);
            json.WriteString("due_at", each.Due.UtcDateTime);
            json.WriteString("done_at", each.DoneAt.UtcDateTime);
            json.WriteText("by_batch_id", each.OtherId);
            json.WriteString("by_due_at", each.OtherDue.UtcDateTime);
            json.WriteString("by_done_at", each.OtherDoneAt.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInFlight(Utf8JsonWriter json, IReadOnlyList<InFlightPoint> points)
    {
        json.WriteStartArray("in_flight_over_time");
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteNumber("t_s", Math.Round(point.At.TotalSeconds, 3));
            json.WriteNumber("batches", point.Batches);
            json.WriteNumber("rows", point.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBatch(Utf8JsonWriter json, BatchRecord batch, string? className)
    {
        json.WriteStartObject();
        json.WriteText("batch_id", batch.BatchId);
        if (className is not null)
        {
            json.WriteText("class", className);
        }

        json.WriteNumber("user", batch.User);
        json.WriteString("outcome", batch.Outcome.KindName());
        json.WriteText("last_status", batch.LastStatus);
        json.WriteString("created_at", batch.CreatedAt.UtcDateTime);
        json.WriteNumber("turnaround_ms", batch.Turnaround.TotalMilliseconds);
        json.WriteNumber("polls", batch.Polls);
        json.WriteStartObject("first_seen_ms");
        foreach (var seen in batch.Statuses)
        {
            json.WriteNumber(seen.Status.WellFormed(), seen.After.TotalMilliseconds);
        }

        json.WriteEndObject();
        json.WriteText("detail", batch.Detail);
        json.WriteNumber("rows", batch.Rows);
        json.WriteFinite("output_rows", batch.OutputRows < 0 ? null : batch.OutputRows);
        json.WriteFinite("error_rows", batch.ErrorRows < 0 ? null : batch.ErrorRows);
        json.WriteFinite("rows_per_second", batch.RowsPerSecond);
        json.WriteEndObject();
    }
}
