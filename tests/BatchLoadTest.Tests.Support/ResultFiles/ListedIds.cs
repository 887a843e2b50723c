using System.Text;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Tests.Support.ResultFiles;

/// <summary>Ids that a test lists.</summary>
internal sealed class ListedIds(params string[] ids) : IRowIds
{
    public int Count => ids.Length;

    public bool TryFind(ReadOnlySpan<byte> customId, out int row)
    {
        row = Array.IndexOf(ids, Encoding.UTF8.GetString(customId));
        return row >= 0;
    }

    public string IdOf(int row) => ids[row];
}
