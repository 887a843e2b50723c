using BatchLoadTest.Load;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads one of several processes, <c>0/3</c>.</summary>
public static class ShardText
{
    /// <summary>Reads index and number; the index counts from 0, as Kubernetes' does.</summary>
    public static Parsed<Shard> Parse(string text) =>
        Shard.Read(text) is { } shard
            ? Parsed.Ok(shard)
            : Parsed.Bad<Shard>("must be written INDEX/NUMBER with an index from 0, such as 0/3, 1/3, 2/3");
}
