using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Results;

/// <summary>The lines of an output or error file: of each row only the custom_id is read.</summary>
internal sealed class ResultContentLines(StoredFile file, Batch batch, in BatchState state, ContentReader content)
    : IContentLines
{
    /// <summary>A custom_id longer than this is read into a buffer of its own.</summary>
    private const int ShortCustomId = 256;

    private readonly ResultLines lines = new(batch, file.Purpose, state);
    private readonly ResultLineWriter writer = new(batch);
    private readonly SentRows? sent = file.Purpose == FilePurpose.Output ? batch.Sent : null;
    private ResultLine line;

    /// <summary>The row of the input that the line answers.</summary>
    public int Row => line.Row;

    /// <summary>Rows so far whose answer was another than before for the first time.</summary>
    public int Changed { get; private set; }

    public bool MoveNext() => lines.TryNext(out line);

    public void Write(IBufferWriter<byte> output)
    {
        var row = file.Input.Rows[line.Row];
        Span<byte> customId =
            row.CustomIdLength <= ShortCustomId ? stackalloc byte[row.CustomIdLength] : new byte[row.CustomIdLength];
        content.Read(row.Offset + row.CustomIdStart, customId);
        writer.Write(output, IsChanged() ? line with { Defect = RowDefect.Changed } : line, customId);
    }

    public void Dispose() => lines.Dispose();

    // Only an answer with an id of its own can be another one.
    private bool IsChanged()
    {
        if (
            sent is null
            || line is not { Fate: RowFate.Succeeded, Defect: RowDefect.None }
            || file.Input.Groups[file.Input.Rows[line.Row].Kind].Kind.Endpoint == RowEndpoint.Embeddings
            || !sent.IsChanged(line.Row, out var isFirst)
        )
        {
            return false;
        }

        Changed += isFirst ? 1 : 0;
        return true;
    }
}
