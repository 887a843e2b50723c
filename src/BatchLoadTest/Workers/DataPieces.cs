using System.Security.Cryptography;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Workers;

/// <summary>The files that users upload, as workers fetch them: as if they were one, one after the other.</summary>
/// <param name="paths">Where they are.</param>
internal sealed class DataPieces(IReadOnlyList<string> paths)
{
    private const int PieceBytes = 1024 * 1024;

    /// <summary>The files of a run, each once; null where all rows are generated.</summary>
    public static DataPieces? Of(RunSettings settings) =>
        FilesOf(settings) is { Count: > 0 } files ? new DataPieces(files) : null;

    /// <summary>Their paths, each once, in the order in which they are given out.</summary>
    public static IReadOnlyList<string> FilesOf(RunSettings settings) =>
        [
            .. (settings.Classes.Count == 0 ? [settings.Data] : settings.Classes.Select(each => each.Data))
                .Where(data => data.GeneratedRows is null)
                .Select(data => data.File)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Name, length and hash of each.</summary>
    public async Task<IReadOnlyList<DataOrder>> DescribeAsync()
    {
        List<DataOrder> orders = [];
        foreach (var path in paths)
        {
            await using var stream = File.OpenRead(path);
            var hash = await SHA256.HashDataAsync(stream);
            orders.Add(new DataOrder(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(hash)));
        }

        return orders;
    }

    /// <summary>What begins at a place, up to a megabyte and the end of its file; nothing at the end of all.</summary>
    public byte[] Read(long offset)
    {
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (offset < length)
            {
                var piece = new byte[Math.Min(length - offset, PieceBytes)];
                var read = RandomAccess.Read(file, piece, offset);
                return read == piece.Length ? piece : piece[..read];
            }

            offset -= length;
        }

        return [];
    }
}
