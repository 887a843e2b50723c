using System.Buffers;
using BatchLoadTest.MockServer.Storage;

namespace BatchLoadTest.MockServer.Files;

/// <summary>The rows of an upload, each written anew as the control layer does.</summary>
internal sealed class InputContentLines(StoredFile file, ContentReader content) : IContentLines
{
    private readonly RowRewriter _rewriter = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4 << 10);
    private int _next;

    public bool MoveNext() => _next < file.Input.Rows.Count && ++_next > 0;

    public void Write(IBufferWriter<byte> output)
    {
        var row = file.Input.Rows[_next - 1];
        if (_buffer.Length < row.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(row.Length);
        }

        content.Read(row.Offset, _buffer.AsSpan(0, row.Length));
        _rewriter.Write(output, _buffer.AsMemory(0, row.Length));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
