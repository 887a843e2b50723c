using System.Globalization;

namespace BatchLoadTest.Load;

/// <summary>
/// One of several processes that apply one load together. Together they start the users that one process would, each of
/// them once and at the same moment: user n (from 0) belongs to shard n modulo <paramref name="Count"/>.
/// </summary>
/// <param name="Index">Which one, from 0.</param>
/// <param name="Count">How many there are; at least 1.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>More processes than this are a mistake.</summary>
    public const int MostShards = 10_000;

    /// <summary>A process that applies the whole load.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>This one's share of a number of things; the shares of all add up to it exactly.</summary>
    public long ShareOf(long total) => (total / Count) + (Index < total % Count ? 1 : 0);

    /// <summary>The number, from 1, of this one's virtual user <paramref name="place"/>, from 0, among all users.</summary>
    public int UserNumber(int place) => checked((place * Count) + Index + 1);

    /// <summary>Reads <c>0/3</c>, however it was written: <c>00 / 3</c> is the same. Null where it is none.</summary>
    public static Shard? Read(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count
            && count <= MostShards
            ? new Shard(index, count)
            : null;
    }

    /// <summary>As it is written in settings: <c>0/3</c>.</summary>
    public override string ToString() => $"{Index}/{Count}";
}
