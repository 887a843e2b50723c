using System.Buffers;
using System.Text.Json;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// The answer to a deletion. Services answer with nothing, with words, or with <c>{"deleted":true}</c>; where it is
/// <c>false</c> nothing is deleted, whatever the status. For one answer.
/// </summary>
public sealed class DeletionAnswer : IContentConsumer
{
    // Such an answer is a line; of a longer one the rest is not read.
    private const int MaxLength = 64 * 1024;

    private readonly ArrayBufferWriter<byte> body = new();

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece)
    {
        if (body.WrittenCount + piece.Length <= MaxLength)
        {
            body.Write(piece);
        }
    }

    /// <inheritdoc/>
    public string? Complete()
    {
        try
        {
            using var document = JsonDocument.Parse(body.WrittenMemory);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("deleted"u8, out var deleted)
                && deleted.ValueKind == JsonValueKind.False
                ? "the service answered that it is not deleted (\"deleted\": false)"
                : null;
        }
        catch (JsonException)
        {
            // Nothing, or no JSON: the status says it all.
            return null;
        }
    }
}
