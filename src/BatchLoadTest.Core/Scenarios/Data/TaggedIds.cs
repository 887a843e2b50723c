using System.Text;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Ids of which each carries the tag of its upload; the same id with another tag is not one of them.</summary>
internal sealed class TaggedIds(IRowIds untagged, byte[] tag) : IRowIds
{
    /// <summary>Those of an upload, by its tag; as they are where it has none.</summary>
    public static IRowIds Of(IRowIds untagged, string? tag) =>
        tag is null ? untagged : new TaggedIds(untagged, Encoding.ASCII.GetBytes(tag));

    /// <summary>The tag.</summary>
    public string Tag => Encoding.ASCII.GetString(tag);

    public int Count => untagged.Count;

    public bool TryFind(ReadOnlySpan<byte> customId, out int row)
    {
        row = -1;
        return customId.EndsWith(tag) && untagged.TryFind(customId[..^tag.Length], out row);
    }

    public string IdOf(int row) => untagged.IdOf(row) + Tag;
}
