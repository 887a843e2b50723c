using System.Text.Json;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads batch objects. Unknown members are ignored; a wrapper such as <c>{"job":{…}}</c> is seen through.</summary>
internal static class BatchJson
{
    /// <param name="body">The answer.</param>
    /// <param name="dialect">Adds words and members of its own; null for none.</param>
    /// <exception cref="JsonException">No JSON object, or one without id or status.</exception>
    public static Batch Parse(ReadOnlySpan<byte> body, Dialect? dialect = null)
    {
        dialect ??= KnownDialects.Default;
        var reader = new Utf8JsonReader(body, RowJson.Options);
        var members = new Members();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the body is no JSON object");
        }

        var wrapped = new Members();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonMembers.IsWrapper(reader))
            {
                reader.Read();
                ReadWrapped(ref reader, ref wrapped, dialect);
            }
            else
            {
                ReadMember(ref reader, ref members, dialect);
            }
        }

        // Anything behind the object makes it throw.
        reader.Read();
        if (!members.IsBatch && wrapped.IsBatch)
        {
            // All from one object: what stands around a wrapped batch has a status of its own.
            members = wrapped;
        }

        return new Batch
        {
            Id = members.Id ?? throw new JsonException("the batch has no id"),
            Status = members.Status ?? throw new JsonException("the batch has no status"),
            InputFileId = members.InputFileId,
            OutputFileId = members.OutputFileId,
            ErrorFileId = members.ErrorFileId,
            Error = members.Error,
            Counts = members.Counts,
            Usage = members.Usage,
            Times = members.Times,
        };
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref Members members, Dialect dialect)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            members.Id = JsonMembers.Id(ref reader) ?? members.Id;
        }
        else if (reader.ValueTextEquals("status"u8))
        {
            reader.Read();
            members.Status = Status(ref reader, dialect) ?? members.Status;
        }
        else if (reader.ValueTextEquals("input_file_id"u8))
        {
            reader.Read();
            members.InputFileId = JsonMembers.Text(ref reader) ?? members.InputFileId;
        }
        else if (reader.ValueTextEquals("output_file_id"u8) || reader.ValueTextEquals("output_file"u8))
        {
            reader.Read();
            members.OutputFileId = JsonMembers.Id(ref reader) ?? members.OutputFileId;
        }
        else if (reader.ValueTextEquals("error_file_id"u8) || reader.ValueTextEquals("error_file"u8))
        {
            reader.Read();
            members.ErrorFileId = JsonMembers.Id(ref reader) ?? members.ErrorFileId;
        }
        else if (reader.ValueTextEquals("request_counts"u8))
        {
            reader.Read();
            members.Counts = Counts(ref reader) ?? members.Counts;
        }
        else if (dialect.TokenSums == TokenSumsPlace.InBatch && reader.ValueTextEquals("usage"u8))
        {
            reader.Read();
            members.Usage = TokenSumsJson.Read(ref reader) ?? members.Usage;
        }
        else if (reader.ValueTextEquals("errors"u8))
        {
            reader.Read();
            members.Error = Error(ref reader) ?? members.Error;
        }
        else if (!ReadOwn(ref reader, ref members, dialect))
        {
            ReadTime(ref reader, ref members);
        }
    }

    // What the dialect calls otherwise; nothing for most.
    private static bool ReadOwn(ref Utf8JsonReader reader, ref Members members, Dialect dialect)
    {
        for (var index = 0; index < dialect.OwnMembers.Count; index++)
        {
            var (name, meaning) = dialect.OwnMembers[index];
            if (!reader.ValueTextEquals(name))
            {
                continue;
            }

            reader.Read();
            switch (meaning)
            {
                case BatchMember.Id:
                    members.Id = JsonMembers.Id(ref reader) ?? members.Id;
                    break;
                case BatchMember.Status:
                    members.Status = Status(ref reader, dialect) ?? members.Status;
                    break;
                case BatchMember.InputFile:
                    members.InputFileId = JsonMembers.Text(ref reader) ?? members.InputFileId;
                    break;
                case BatchMember.OutputFile:
                    members.OutputFileId = JsonMembers.Id(ref reader) ?? members.OutputFileId;
                    break;
                case BatchMember.ErrorFile:
                    members.ErrorFileId = JsonMembers.Id(ref reader) ?? members.ErrorFileId;
                    break;
                default:
                    members.Counts = Counts(ref reader) ?? members.Counts;
                    break;
            }

            return true;
        }

        return false;
    }

    private static void ReadWrapped(ref Utf8JsonReader reader, ref Members members, Dialect dialect)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, ref members, dialect);
        }
    }

    private static void ReadTime(ref Utf8JsonReader reader, ref Members members)
    {
        if (reader.ValueTextEquals("created_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { CreatedAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("in_progress_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { InProgressAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("finalizing_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { FinalizingAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("completed_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { CompletedAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("failed_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { FailedAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("cancelling_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { CancellingAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("cancelled_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { CancelledAt = JsonMembers.Time(ref reader) };
        }
        else if (reader.ValueTextEquals("expires_at"u8))
        {
            reader.Read();
            members.Times = members.Times with { ExpiresAt = JsonMembers.Time(ref reader) };
        }
        else
        {
            reader.Skip();
        }
    }

    private static BatchStatus? Status(ref Utf8JsonReader reader, Dialect dialect)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        return StatusWords.Parse(JsonMembers.Utf8(ref reader), dialect.OwnStatusWords);
    }

    private static RequestCounts? Counts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        long? total = null,
            completed = null,
            failed = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("total"u8))
            {
                reader.Read();
                total = JsonMembers.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("completed"u8))
            {
                reader.Read();
                completed = JsonMembers.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("failed"u8))
            {
                reader.Read();
                failed = JsonMembers.Integer(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        var counts = new RequestCounts(total, completed, failed);
        return counts == default ? null : counts;
    }

    // {"object":"list","data":[{"code","line","message","param"}]}; only a failed batch has it, so cost is no matter.
    private static string? Error(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var errors = document.RootElement;
        if (errors.ValueKind == JsonValueKind.Object && errors.TryGetProperty("data", out var data))
        {
            errors = data;
        }

        if (errors.ValueKind != JsonValueKind.Array || errors.GetArrayLength() == 0)
        {
            return null;
        }

        var first = errors[0];
        return first.ValueKind == JsonValueKind.Object && first.TryGetProperty("message", out var message)
            ? message.ToString()
            : first.ToString();
    }

    private ref struct Members
    {
        public string? Id;
        public BatchStatus? Status;
        public string? InputFileId;
        public string? OutputFileId;
        public string? ErrorFileId;
        public string? Error;
        public RequestCounts? Counts;
        public TokenSums? Usage;
        public BatchTimes Times;

        public readonly bool IsBatch => Id is not null && Status is not null;
    }
}
