using System.Buffers;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Rows;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Results;

/// <summary>The rows of an upload, each rewritten as the control layer does.</summary>
internal sealed class InputContentLines(StoredFile file, ContentReader content) : IContentLines
{
    private readonly RowRewriter rewriter = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
    private int next;

    public bool MoveNext() => next < file.Input.Rows.Count && ++next > 0;

    public void Write(IBufferWriter<byte> output)
    {
        var row = file.Input.Rows[next - 1];
        if (buffer.Length < row.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(row.Length);
        }

        content.Read(row.Offset, buffer.AsSpan(0, row.Length));
        rewriter.Write(output, buffer.AsMemory(0, row.Length));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
