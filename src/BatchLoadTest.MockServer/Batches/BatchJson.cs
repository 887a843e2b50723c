using System.Text.Json;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Writes a batch.</summary>
internal static class BatchJson
{
    /// <param name="json">Where to.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="more">Writes members behind all others.</param>
    public static void Write(Utf8JsonWriter json, Batch batch, in BatchState state, Action? more = null)
    {
        var rules = batch.Rules;
        json.WriteStartObject();
        json.WriteString("id", batch.Id);
        json.WriteString("object", "batch");
        json.WriteString("endpoint", batch.Request.Endpoint);
        WriteModel(json, batch, state);
        WriteErrors(json, batch, state);
        json.WriteString("input_file_id", batch.IsUnlinked ? "" : batch.Request.InputFileId);
        json.WriteString("completion_window", batch.Request.CompletionWindow);
        json.WriteString("status", NameOf(state.Status));
        WriteFileId(json, "output_file_id", batch, FilePurpose.Output, state);
        WriteFileId(json, "error_file_id", batch, FilePurpose.Error, state);
        json.WriteNumber("created_at", batch.Plan.CreatedAt.ToUnixTimeSeconds());
        json.WriteTime("in_progress_at", state.InProgressAt, rules);
        json.WriteNumber("expires_at", batch.Plan.ExpiresAt.ToUnixTimeSeconds());
        json.WriteTime("finalizing_at", state.FinalizingAt, rules);
        json.WriteTime("completed_at", state.CompletedAt, rules);
        json.WriteTime("failed_at", state.FailedAt, rules);
        json.WriteTime("expired_at", state.ExpiredAt, rules);
        json.WriteTime("cancelling_at", state.CancellingAt, rules);
        json.WriteTime("cancelled_at", state.CancelledAt, rules);
        WriteCounts(json, batch, state);
        WriteUsage(json, batch, state);
        WriteMetadata(json, batch);
        more?.Invoke();
        json.WriteEndObject();
    }

    private static string NameOf(BatchStatus status) =>
        status switch
        {
            BatchStatus.Validating => "validating",
            BatchStatus.Failed => "failed",
            BatchStatus.InProgress => "in_progress",
            BatchStatus.Finalizing => "finalizing",
            BatchStatus.Completed => "completed",
            BatchStatus.Expired => "expired",
            BatchStatus.Cancelling => "cancelling",
            BatchStatus.WarmingUp => "warming_up",
            _ => "cancelled",
        };

    private static void WriteFileId(
        Utf8JsonWriter json,
        string name,
        Batch batch,
        FilePurpose purpose,
        in BatchState state
    )
    {
        var id = purpose == FilePurpose.Output ? batch.OutputFileId : batch.ErrorFileId;
        json.WriteText(name, batch.Shows(purpose, state) ? id : null, batch.Rules);
    }

    private static void WriteErrors(Utf8JsonWriter json, Batch batch, in BatchState state)
    {
        if (batch.Plan.End != PlannedEnd.Invalid || state.Status != BatchStatus.Failed)
        {
            json.WriteAbsent("errors", batch.Rules);
            return;
        }

        json.WriteStartObject("errors");
        if (batch.Rules.Flavour != MockFlavour.ControlLayer)
        {
            json.WriteString("object", "list");
        }

        json.WriteStartArray("data");
        foreach (var problem in batch.Plan.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.WriteText("param", problem.Param, batch.Rules);
            if (problem.Line is { } line)
            {
                json.WriteNumber("line", line);
            }
            else
            {
                json.WriteAbsent("line", batch.Rules);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, Batch batch, in BatchState state)
    {
        // OpenAI counts the rows when it has validated them, the control layer when it takes the file.
        var isCounted = batch.Rules.FilesFromCreation || state.InProgressAt is not null;
        json.WriteStartObject("request_counts");
        json.WriteNumber("total", isCounted ? batch.Plan.Fates.Rows : 0);
        json.WriteNumber("completed", state.Completed + (batch.LiesIn(state) ? 1 : 0));
        json.WriteNumber("failed", state.Failed);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, Batch batch, in BatchState state)
    {
        if (batch.Rules.ShowsUsage)
        {
            // There is one place: of a file with several models the first is named.
            json.WriteText("model", batch.KnowsUsageIn(state) ? batch.Input.Groups[0].Kind.Model : null, batch.Rules);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, Batch batch, in BatchState state)
    {
        if (!batch.Rules.ShowsUsage)
        {
            return;
        }

        if (!batch.KnowsUsageIn(state))
        {
            json.WriteAbsent("usage", batch.Rules);
            return;
        }

        var tokens = batch.TokensIn(state);
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", tokens.Prompt);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", tokens.Completion);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", tokens.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", tokens.Total);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, Batch batch)
    {
        if (batch.Request.Metadata is not { } metadata)
        {
            json.WriteAbsent("metadata", batch.Rules);
            return;
        }

        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
