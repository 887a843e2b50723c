using System.Globalization;
using BatchLoadTest.Load;

namespace BatchLoadTest.Settings.Values;

/// <summary>Reads one of several processes, <c>0/3</c>.</summary>
public static class ShardText
{
    private const int Most = 10_000;

    /// <summary>Reads index and number; the index counts from 0, as Kubernetes' does.</summary>
    public static Parsed<Shard> Parse(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count
            && count <= Most
            ? Parsed.Ok(new Shard(index, count))
            : Parsed.Bad<Shard>("must be written INDEX/NUMBER with an index from 0, such as 0/3, 1/3, 2/3");
    }
}
