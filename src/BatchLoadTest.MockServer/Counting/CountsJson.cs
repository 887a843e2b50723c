using System.Text.Json;

namespace BatchLoadTest.MockServer.Counting;

/// <summary>Writes the body of <c>GET /mock/counts</c>.</summary>
internal static class CountsJson
{
    public static void Write(Utf8JsonWriter json, MockCounts counts)
    {
        json.WriteStartObject();
        json.WriteStartObject("requests");
        foreach (var (kind, count) in counts.Requests)
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("statuses");
        foreach (var (kind, statuses) in counts.Statuses)
        {
            json.WriteStartObject(kind);
            foreach (var (status, count) in statuses)
            {
                json.WriteNumber($"{status}", count);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("keys");
        json.WriteNumber("created", counts.Keys.Created);
        json.WriteNumber("deleted", counts.Keys.Deleted);
        json.WriteNumber("live", counts.Keys.Live);
        json.WriteEndObject();
        json.WriteStartObject("batches");
        json.WriteNumber("created", counts.Batches.Created);
        json.WriteNumber("completed", counts.Batches.Completed);
        json.WriteNumber("failed", counts.Batches.Failed);
        json.WriteNumber("expired", counts.Batches.Expired);
        json.WriteNumber("cancelled", counts.Batches.Cancelled);
        json.WriteNumber("refused_for_capacity", counts.Batches.RefusedForCapacity);
        json.WriteEndObject();
        json.WriteStartObject("rows");
        json.WriteNumber("input", counts.Rows.Input);
        json.WriteNumber("succeeded", counts.Rows.Succeeded);
        json.WriteNumber("failed", counts.Rows.Failed);
        json.WriteEndObject();
        WriteWindows(json, counts.Windows);
        WriteTokens(json, counts.Tokens);
        WriteDefects(json, counts.Defects);
        json.WriteStartObject("bytes");
        json.WriteNumber("received", counts.Bytes.Received);
        json.WriteNumber("sent", counts.Bytes.Sent);
        json.WriteEndObject();
        json.WriteNumber("max_concurrent", counts.MaxConcurrent);
        json.WriteEndObject();
    }

    private static void WriteWindows(Utf8JsonWriter json, IReadOnlyDictionary<string, MockWindowCounts> windows)
    {
        json.WriteStartObject("windows");
        foreach (var (window, counts) in windows)
        {
            json.WriteStartObject(window);
            json.WriteNumber("created", counts.Created);
            json.WriteNumber("rows", counts.Rows);
            json.WriteNumber("completed", counts.Completed);
            json.WriteNumber("expired", counts.Expired);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, MockTokenCounts tokens)
    {
        json.WriteStartObject("tokens");
        WriteSums(json, tokens.All);
        json.WriteStartObject("models");
        foreach (var (model, sums) in tokens.Models)
        {
            json.WriteStartObject(model);
            WriteSums(json, sums);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, MockModelTokens sums)
    {
        json.WriteNumber("rows", sums.Rows);
        json.WriteNumber("rows_without_usage", sums.RowsWithoutUsage);
        json.WriteNumber("prompt", sums.Prompt);
        json.WriteNumber("completion", sums.Completion);
        json.WriteNumber("reasoning", sums.Reasoning);
        json.WriteNumber("total", sums.Total);
    }

    private static void WriteDefects(Utf8JsonWriter json, MockDefectCounts defects)
    {
        json.WriteStartObject("defects");
        json.WriteNumber("rows_lost", defects.RowsLost);
        json.WriteNumber("rows_doubled", defects.RowsDoubled);
        json.WriteNumber("rows_swapped", defects.RowsSwapped);
        json.WriteNumber("rows_corrupted", defects.RowsCorrupted);
        json.WriteNumber("rows_in_both", defects.RowsInBoth);
        json.WriteNumber("rows_stripped", defects.RowsStripped);
        json.WriteNumber("rows_stripped_of_id", defects.RowsStrippedOfId);
        json.WriteNumber("rows_non_2xx", defects.RowsNon2xx);
        json.WriteNumber("rows_withheld", defects.RowsWithheld);
        json.WriteNumber("rows_cut_off", defects.RowsCutOff);
        json.WriteNumber("batches_lying", defects.BatchesLying);
        json.WriteNumber("batches_backwards", defects.BatchesBackwards);
        json.WriteNumber("batches_shrinking", defects.BatchesShrinking);
        json.WriteNumber("batches_unknown_status", defects.BatchesUnknownStatus);
        json.WriteNumber("batches_stuck", defects.BatchesStuck);
        json.WriteNumber("batches_late", defects.BatchesLate);
        json.WriteNumber("batches_wrong_usage", defects.BatchesWrongUsage);
        json.WriteNumber("rows_passed_over", defects.RowsPassedOver);
        json.WriteNumber("rows_sent_again", defects.RowsSentAgain);
        json.WriteNumber("last_lines_wrong", defects.LastLinesWrong);
        json.WriteNumber("rows_changed", defects.RowsChanged);
        json.WriteNumber("rows_vanished", defects.RowsVanished);
        json.WriteNumber("rows_lost_on_cancel", defects.RowsLostOnCancel);
        json.WriteNumber("rows_doubled_on_cancel", defects.RowsDoubledOnCancel);
        json.WriteNumber("rows_lost_on_retry", defects.RowsLostOnRetry);
        json.WriteNumber("rows_doubled_on_retry", defects.RowsDoubledOnRetry);
        json.WriteNumber("list_items_skipped", defects.ListItemsSkipped);
        json.WriteNumber("list_items_repeated", defects.ListItemsRepeated);
        json.WriteNumber("files_expired", defects.FilesExpired);
        json.WriteNumber("expiries_ignored", defects.ExpiriesIgnored);
        json.WriteNumber("files_undeleted", defects.FilesUndeleted);
        json.WriteNumber("results_undeleted", defects.ResultsUndeleted);
        json.WriteNumber("batches_surviving", defects.BatchesSurviving);
        json.WriteNumber("downloads_cut", defects.DownloadsCut);
        json.WriteNumber("downloads_incomplete", defects.DownloadsIncomplete);
        json.WriteEndObject();
    }
}
