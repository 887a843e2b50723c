using System.Text.Json;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads file objects. Unknown members are ignored.</summary>
internal static class FileJson
{
    /// <param name="body">The answer.</param>
    /// <param name="dialect">Says which files have to be waited for; null for none.</param>
    /// <exception cref="JsonException">No JSON object, or one without an id.</exception>
    public static UploadedFile Parse(ReadOnlySpan<byte> body, Dialect? dialect = null)
    {
        dialect ??= KnownDialects.Default;
        var reader = new Utf8JsonReader(body, RowJson.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the body is no JSON object");
        }

        var file = new Members();
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
                ReadMember(ref reader, ref file, dialect);
            }
        }

        // Anything behind the object makes it throw.
        reader.Read();
        var found = file.Id is null ? wrapped : file;
        return new UploadedFile(found.Id ?? throw new JsonException("the file has no id"), found.Bytes)
        {
            IsPending = found.IsPending,
            CreatedAt = found.CreatedAt,
            ExpiresAt = found.ExpiresAt,
        };
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

    private static void ReadMember(ref Utf8JsonReader reader, ref Members members, Dialect dialect)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            members.Id ??= JsonMembers.Id(ref reader);
        }
        else if (reader.ValueTextEquals("bytes"u8))
        {
            reader.Read();
            members.Bytes ??= JsonMembers.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("created_at"u8))
        {
            reader.Read();
            members.CreatedAt ??= JsonMembers.Time(ref reader);
        }
        else if (reader.ValueTextEquals("expires_at"u8))
        {
            reader.Read();
            members.ExpiresAt ??= JsonMembers.Time(ref reader);
        }
        else if (dialect.PendingFileWords.Count > 0 && reader.ValueTextEquals("status"u8))
        {
            reader.Read();
            members.IsPending = dialect.IsFilePending(JsonMembers.Utf8(ref reader));
        }
        else
        {
            reader.Skip();
        }
    }

    private record struct Members(string? Id, long? Bytes, bool IsPending)
    {
        public DateTimeOffset? CreatedAt { get; set; }

        public DateTimeOffset? ExpiresAt { get; set; }
    }
}
