using System.Text.Json;

namespace BatchLoadTest.Bench;

/// <summary>The members of a file or batch object that the six steps need.</summary>
internal readonly record struct ServiceObject(string? Id, string? Status, string? OutputFileId, string? ErrorFileId)
{
    public static ServiceObject Parse(ReadOnlySpan<byte> body)
    {
        string? id = null,
            status = null,
            output = null,
            error = null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                status = Text(ref reader);
            }
            else if (reader.ValueTextEquals("output_file_id"u8))
            {
                output = Text(ref reader);
            }
            else if (reader.ValueTextEquals("error_file_id"u8))
            {
                error = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ServiceObject(id, status, output, error);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
