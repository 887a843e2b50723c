using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the start's settings.</summary>
internal static class StartBuilder
{
    /// <summary>Reads and checks.</summary>
    public static StartSettings Build(SettingsReader reader)
    {
        var headless = reader.Value(PageCatalogue.Headless);
        reader.Require(
            headless || !reader.IsGiven(ShardCatalogue.Shard),
            "needs --headless: a page changes the load of one process only",
            ShardCatalogue.Shard
        );
        reader.Require(
            headless || !reader.IsGiven(ShardCatalogue.StartAt),
            "needs --headless: with a page, a person starts runs",
            ShardCatalogue.StartAt
        );
        return new()
        {
            WaitForTarget = reader.Value(ShardCatalogue.WaitForTarget),
            StartAt = reader.TryGet(ShardCatalogue.StartAt, out var moment) ? moment : null,
        };
    }
}
