using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads file objects. Unknown members are ignored.</summary>
internal static class FileJson
{
    /// <exception cref="JsonException">No JSON object, or one without an id.</exception>
    public static UploadedFile Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        string? id = null;
        long? bytes = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the body is no JSON object");
        }

        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id ??= JsonMembers.Text(ref reader);
            }
            else if (reader.ValueTextEquals("bytes"u8))
            {
                reader.Read();
                bytes ??= JsonMembers.Integer(ref reader);
            }
            else if (!JsonMembers.IsWrapper(reader))
            {
                reader.Skip();
            }
        }

        return new UploadedFile(id ?? throw new JsonException("the file has no id"), bytes);
    }
}
