using BatchLoadTest.Load;

namespace BatchLoadTest.Recording;

/// <summary>Whether runs that say they are shares of one load are all of them, each once.</summary>
internal static class RunShards
{
    /// <summary>The setting that names a run's share.</summary>
    public const string Setting = "shard";

    /// <summary>The run's share as the run says it; null for a run of the whole load.</summary>
    public static string? TextOf(RunFacts run) =>
        run.Settings.FirstOrDefault(setting => setting.Name == Setting)?.Value;

    /// <summary>What is too much, a line each; nothing where none of them is a share.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<RunFacts> runs)
    {
        if (runs.All(run => TextOf(run) is null))
        {
            yield break;
        }

        // A merged run has no share of its own: it may be all of another load.
        foreach (var run in runs.Where(run => TextOf(run) is null))
        {
            yield return $"--shard: not given in {run.Id}";
        }

        foreach (var run in runs.Where(run => TextOf(run) is { } text && Shard.Read(text) is null))
        {
            yield return $"--shard: {TextOf(run)} in {run.Id} is no share";
        }

        foreach (var twice in Given(runs).GroupBy(shard => shard).Where(same => same.Count() > 1))
        {
            yield return $"--shard: {twice.Key} is there more than once";
        }
    }

    /// <summary>The shares that no run has, of every number of shares that is spoken of.</summary>
    public static IEnumerable<Shard> Missing(IReadOnlyList<RunFacts> runs)
    {
        var given = Given(runs).ToHashSet();
        return given
            .Select(shard => shard.Count)
            .Distinct()
            .SelectMany(count => Enumerable.Range(0, count).Select(index => new Shard(index, count)))
            .Where(shard => !given.Contains(shard));
    }

    private static IEnumerable<Shard> Given(IReadOnlyList<RunFacts> runs) =>
        runs.Select(run => TextOf(run) is { } text ? Shard.Read(text) : null).OfType<Shard>();
}
