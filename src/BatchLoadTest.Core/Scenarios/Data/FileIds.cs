using System.IO.Hashing;
using System.Text;
using BatchLoadTest.BatchApi;
using Microsoft.Win32.SafeHandles;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>
/// The ids of a data file, by hash: two of 128 bits do not meet by chance. Takes about 60 bytes a row; the text of an id
/// is read from the file when somebody asks for it.
/// </summary>
internal sealed class FileIds : IRowIds
{
    private readonly Dictionary<UInt128, int> rows = [];
    private readonly List<(long Start, int Length)> places = [];
    private SafeFileHandle? file;

    public int Count => places.Count;

    /// <summary>Longest id in bytes, without the escapes of the file.</summary>
    public int Longest { get; private set; }

    /// <summary>Where in the file each id ends, in the order of the rows: the place for a suffix.</summary>
    public IReadOnlyList<(long Start, int Length)> Places => places;

    /// <summary>Adds the next row's id; false, with the row that has it, where it was there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> id, long start, int length, out int first)
    {
        var isNew = rows.TryAdd(XxHash128.HashToUInt128(id), places.Count);
        first = isNew ? places.Count : rows[XxHash128.HashToUInt128(id)];
        places.Add((start, length));
        Longest = Math.Max(Longest, id.Length);
        return isNew;
    }

    /// <summary>Says where ids can be read.</summary>
    public void ReadFrom(SafeFileHandle source) => file = source;

    public bool TryFind(ReadOnlySpan<byte> customId, out int row) =>
        rows.TryGetValue(XxHash128.HashToUInt128(customId), out row);

    public string IdOf(int row)
    {
        var (start, length) = places[row];
        var text = new byte[length];
        try
        {
            var read = file is null ? 0 : RandomAccess.Read(file, text, start);
            return BatchApi.ErrorText.OneLine(Encoding.UTF8.GetString(text, 0, read));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return $"row {row + 1}";
        }
    }
}
