using System.Security.Cryptography;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Workers;

/// <summary>The file that users upload, as workers fetch it.</summary>
/// <param name="path">Where it is.</param>
internal sealed class DataPieces(string path)
{
    private const int PieceBytes = 1024 * 1024;

    /// <summary>Its name, length and hash.</summary>
    public async Task<DataOrder> DescribeAsync()
    {
        await using var stream = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(stream);
        return new DataOrder(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>What begins at a place, up to a megabyte; nothing at the end.</summary>
    public byte[] Read(long offset)
    {
        using var file = File.OpenHandle(path);
        var piece = new byte[Math.Clamp(RandomAccess.GetLength(file) - offset, 0, PieceBytes)];
        var read = RandomAccess.Read(file, piece, offset);
        return read == piece.Length ? piece : piece[..read];
    }
}
