using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Checks;

/// <summary>Collects the models that rows name, from a file that is written to it; of a large one the file too, as far as it is wanted.</summary>
/// <param name="most">Bytes of the file that are kept.</param>
public sealed class RowModelsStream(long most) : Stream
{
    private readonly LineSplitter lines = new(LineSplitter.DefaultMaxLine, (_, _) => { });
    private readonly List<string> models = [];
    private readonly MemoryStream kept = new();

    /// <summary>The first few, in order, each once.</summary>
    public IReadOnlyList<string> Models => models;

    /// <summary>The file; null where it is larger than is kept.</summary>
    public byte[]? File => Length == kept.Length ? kept.ToArray() : null;

    private long length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>The last line may have no end.</summary>
    public void Complete() => lines.Complete(Take);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        length += buffer.Length;
        if (length <= most)
        {
            kept.Write(buffer);
        }

        lines.Consume(buffer, Take);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Take(ReadOnlySpan<byte> line)
    {
        if (
            models.Count >= CheckData.MostModels
            || ModelOf(line) is not { Length: > 0 } model
            || models.Contains(model)
        )
        {
            return;
        }

        models.Add(model);
    }

    // Of a file that was checked before: its rows are objects.
    private static string? ModelOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(ByteOrderMark.Skip(line));
            using var row = JsonDocument.ParseValue(ref reader);
            return
                row.RootElement.ValueKind == JsonValueKind.Object
                && row.RootElement.TryGetProperty("body"u8, out var body)
                && body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("model"u8, out var model)
                && model.ValueKind == JsonValueKind.String
                ? model.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
