using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>What a batch is created from.</summary>
/// <param name="InputFileId">The uploaded file.</param>
/// <param name="Endpoint">Endpoint of every row, such as <c>/v1/chat/completions</c>.</param>
/// <param name="CompletionWindow">Such as <c>24h</c>.</param>
/// <param name="TestRun">Metadata <c>test_run</c>.</param>
/// <param name="User">Metadata <c>user</c>.</param>
public readonly record struct BatchRequest(
    string InputFileId,
    string Endpoint,
    string CompletionWindow,
    string TestRun,
    string User
)
{
    /// <summary>Metadata that the service asks for, besides those two.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The request's body.</summary>
    internal byte[] ToJson()
    {
        using var buffer = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("input_file_id"u8, InputFileId);
            writer.WriteString("endpoint"u8, Endpoint);
            writer.WriteString("completion_window"u8, CompletionWindow);
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("test_run"u8, TestRun);
            writer.WriteString("user"u8, User);
            foreach (var (key, value) in Metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
