namespace BatchLoadTest.Recording;

/// <summary>Whether runs that say they are shares of one load are all of them, each once.</summary>
internal static class RunShards
{
    private const string Setting = "shard";

    /// <summary>What is missing or too much, a line each; nothing where none of them is a share.</summary>
    public static IEnumerable<string> Problems(IEnumerable<RunFacts> runs)
    {
        var shards = runs.Select(run => (run.Id, Shard: ShardOf(run))).ToList();
        if (shards.TrueForAll(each => each.Shard is null))
        {
            yield break;
        }

        // A merged run has no share of its own: it may be all of another load.
        foreach (var (id, _) in shards.Where(each => each.Shard is null))
        {
            yield return $"--shard: not given in {id}";
        }

        var given = shards.Where(each => each.Shard is not null).Select(each => each.Shard!).ToList();
        foreach (var twice in given.GroupBy(shard => shard, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return $"--shard: {twice.Key} is there more than once";
        }

        foreach (var count in given.Select(shard => shard.Split('/')[^1]).Distinct(StringComparer.Ordinal))
        {
            var number = int.TryParse(count, out var parsed) ? parsed : 0;
            foreach (
                var shard in Enumerable
                    .Range(0, number)
                    .Select(index => $"{index}/{count}")
                    .Except(given, StringComparer.Ordinal)
            )
            {
                yield return $"--shard: {shard} is missing";
            }
        }
    }

    private static string? ShardOf(RunFacts run) =>
        run.Settings.FirstOrDefault(setting => setting.Name == Setting)?.Value;
}
