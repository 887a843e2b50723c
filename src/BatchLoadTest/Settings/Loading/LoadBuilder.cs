using BatchLoadTest.Load;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the load plan from its settings.</summary>
internal static class LoadBuilder
{
    /// <summary>Reads and checks; of a shard, its share.</summary>
    public static LoadPlan Build(SettingsReader reader)
    {
        var shard = reader.TryGet(ShardCatalogue.Shard, out var given) ? given : Shard.Whole;
        var users = reader.Value(LoadCatalogue.Users);
        long? iterations = reader.TryGet(LoadCatalogue.Iterations, out var limit) ? limit : null;
        reader.Require(
            users >= shard.Count,
            "more shards than users: some would have none",
            ShardCatalogue.Shard,
            LoadCatalogue.Users
        );
        reader.Require(
            iterations is null || iterations >= shard.Count,
            "more shards than iterations: some would have none",
            ShardCatalogue.Shard,
            LoadCatalogue.Iterations
        );
        reader.Require(
            shard.Count == 1 || reader.Value(LoadCatalogue.Engine) == EngineText.BuiltIn,
            "only the built-in engine can apply a share",
            ShardCatalogue.Shard,
            LoadCatalogue.Engine
        );
        return new()
        {
            Profile = new ClosedLoad(
                (int)Math.Max(1, shard.ShareOf(users)),
                reader.Value(LoadCatalogue.SpawnRate) / shard.Count
            ),
            RunTime = reader.TryGet(LoadCatalogue.RunTime, out var runTime) ? runTime : null,
            Iterations = iterations is { } total ? shard.ShareOf(total) : null,
            StopTimeout = reader.Value(LoadCatalogue.StopTimeout),
            Wait = reader.Value(LoadCatalogue.Wait),
            Seed = reader.Value(LoadCatalogue.Seed),
            Shard = shard,
        };
    }
}
