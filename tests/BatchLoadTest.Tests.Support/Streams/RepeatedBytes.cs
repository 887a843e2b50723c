using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.Support.Streams;

/// <summary>An upload of any length, handed out in pieces as the data file does.</summary>
internal sealed class RepeatedBytes(long length) : IUploadSource
{
    public long Length => length;

    public string FileName => "data.jsonl";

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');
        for (var left = length; left > 0; left -= piece.Length)
        {
            await target.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), cancellationToken);
        }
    }
}
