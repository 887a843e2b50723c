using System.Text.Json;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads file objects. Unknown members are ignored.</summary>
internal static class FileJson
{
    /// <exception cref="JsonException">No JSON object, or one without an id.</exception>
    public static UploadedFile Parse(ReadOnlySpan<byte> body)
    {
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
                ReadWrapped(ref reader, ref wrapped);
            }
            else
            {
                ReadMember(ref reader, ref file);
            }
        }

        // Anything behind the object makes it throw.
        reader.Read();
        var (id, bytes) = file.Id is null ? wrapped : file;
        return new UploadedFile(id ?? throw new JsonException("the file has no id"), bytes);
    }

    private static void ReadWrapped(ref Utf8JsonReader reader, ref Members members)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, ref members);
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref Members members)
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
        else
        {
            reader.Skip();
        }
    }

    private record struct Members(string? Id, long? Bytes);
}
