using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the options of how the mock server works on rows.</summary>
internal static class MockServiceBuilder
{
    /// <summary>Reads and checks.</summary>
    public static ServiceOptions Build(SettingsReader reader)
    {
        T Get<T>(MockPair<T> pair) => reader.Value(pair.For(reader.Command));
        var changes = MockServiceCatalogue.Change.For(reader.Command);
        ServiceOptions options = new()
        {
            Slots = Get(MockServiceCatalogue.Slots),
            RowTime = Get(MockServiceCatalogue.RowTime),
            Claim = reader.TryGet(MockServiceCatalogue.Claim.For(reader.Command), out var claim) ? claim : null,
            Changes = reader.Values(changes),
            SlowWithQueue = Get(MockServiceCatalogue.SlowWithQueue),
        };
        if (reader.Command == CommandKinds.Mock || TargetBuilder.IsMock(reader))
        {
            CheckUse(reader, options);
        }

        return options;
    }

    /// <summary>What would silently change nothing.</summary>
    private static void CheckUse(SettingsReader reader, ServiceOptions options)
    {
        var slots = MockServiceCatalogue.Slots.For(reader.Command);
        var claim = MockServiceCatalogue.Claim.For(reader.Command);
        Setting[] ofRows =
        [
            MockServiceCatalogue.RowTime.For(reader.Command),
            MockServiceCatalogue.Change.For(reader.Command),
            MockServiceCatalogue.SlowWithQueue.For(reader.Command),
        ];

        foreach (var setting in ofRows)
        {
            // A claim that was given wrongly has its own error, and so have slots.
            reader.Require(
                options.IsOn || reader.IsGiven(claim) || !reader.IsGiven(setting),
                $"counts with {slots.Option} above 0 or with {claim.Option} only",
                reader.IsGiven(slots) ? [setting, slots] : [setting]
            );
        }

        var duration = MockCatalogue.BatchDuration.For(reader.Command);
        reader.Require(
            !options.IsOn || !reader.IsGiven(duration),
            "a batch takes as long as its rows do",
            duration,
            options.Slots > 0 ? slots : claim
        );
    }
}
