using System.Net;
using BatchLoadTest.Authentication;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the mock server's options.</summary>
internal static class MockBuilder
{
    private static readonly IReadOnlyList<Setting> Inside =
    [
        .. MockCatalogue.InsideSection.Settings,
        .. MockServiceCatalogue.InsideSection.Settings,
        .. MisbehaviourCatalogue.InsideSection.Settings,
    ];

    /// <summary>For the mock command.</summary>
    public static MockServerOptions BuildAlone(SettingsReader reader, SettingFiles files) =>
        Behaviour(reader, files) with
        {
            Urls = reader.Value(MockServerCatalogue.Urls),
            Username = reader.Value(MockServerCatalogue.Username),
            Password = reader.Value(MockServerCatalogue.Password),
            ApiKeys = reader.Values(MockServerCatalogue.ApiKey),
            SecondApiKey = reader.TryGet(MockServerCatalogue.SecondApiKey, out var second) ? second : null,
            SharesObjects = reader.Value(MockServerCatalogue.ShareObjects),
            Http2 = reader.Value(MockServerCatalogue.Http2),
            Seed = reader.Value(MockServerCatalogue.Seed),
        };

    /// <summary>For a run: the mock inside accepts what the run sends, on a free loopback port.</summary>
    public static MockServerOptions BuildInside(
        SettingsReader reader,
        SettingFiles files,
        TargetSettings target,
        KeyOptions key
    )
    {
        AssumeDialect(reader, target);
        var behaviour = Behaviour(reader, files);
        CheckUse(reader);
        return behaviour with
        {
            Urls = ["http://127.0.0.1:0"],
            Username = key.Username,
            Password = key.Password,
            ApiKeys = key.ApiKey is null ? [] : [key.ApiKey],
            Http2 = target.HttpVersion == HttpVersion.Version20,
            Seed = reader.Value(LoadCatalogue.Seed),
        };
    }

    // Of use only where both speak the same; a run may ask for another on purpose.
    private static void AssumeDialect(SettingsReader reader, TargetSettings target)
    {
        var dialect = MockCatalogue.Dialect.Inside;
        if (dialect.ProblemOf(target.Dialect.Name) is null)
        {
            reader.Assume(dialect, target.Dialect.Name, "that of --dialect");
        }
        else
        {
            reader.Require(
                !target.IsMock || reader.IsGiven(dialect),
                "the mock server does not speak it; choose what it speaks by " + dialect.Option,
                TargetCatalogue.Dialect
            );
        }
    }

    /// <summary>A fault that is asked of a real host would silently stay away.</summary>
    private static void CheckUse(SettingsReader reader)
    {
        if (TargetBuilder.IsMock(reader))
        {
            return;
        }

        foreach (var setting in Inside)
        {
            reader.Require(
                !reader.IsGiven(setting) || !reader.IsGiven(TargetCatalogue.Host),
                "has an effect with --host mock only",
                setting,
                TargetCatalogue.Host
            );
            reader.Disregard(setting);
        }
    }

    private static MockServerOptions Behaviour(SettingsReader reader, SettingFiles files)
    {
        T Get<T>(MockPair<T> pair) => reader.Value(pair.For(reader.Command));
        return new()
        {
            Flavour = Get(MockCatalogue.Dialect),
            BatchDuration = Get(MockCatalogue.BatchDuration),
            Service = MockServiceBuilder.Build(reader),
            CapacityLimit = Get(MockServiceCatalogue.CapacityLimit),
            Latency = Get(MockCatalogue.Latency),
            LatencyJitter = Get(MockCatalogue.LatencyJitter),
            FailRate = Get(MockCatalogue.FailRate),
            RowFailRate = Get(MockCatalogue.RowFailRate),
            OutputErrorRate = Get(MockCatalogue.OutputErrorRate),
            ExpireRate = Get(MockCatalogue.ExpireRate),
            BatchFailRate = Get(MockCatalogue.BatchFailRate),
            AnalyticsDelay = Get(MockCatalogue.AnalyticsDelay),
            CancelTail = Get(MockCatalogue.CancelTail),
            UnlinksBatches = Get(MockCatalogue.UnlinkBatches),
            Nagle = Get(MockCatalogue.Nagle),
            Misbehaviour = MisbehaviourBuilder.Build(reader),
            RateLimit = Get(MockCatalogue.RateLimit),
            RetryAfter = Get(MockCatalogue.RetryAfter),
            KeyActivationDelay = Get(MockCatalogue.KeyActivationDelay),
            LoginOnly = Get(MockCatalogue.LoginOnly),
            Models = reader.Values(MockCatalogue.Model.For(reader.Command)),
            Windows = reader.Values(MockCatalogue.Window.For(reader.Command)),
            Credit = Get(MockCatalogue.Credit),
            Freezes = reader.Values(MockCatalogue.Freeze.For(reader.Command)),
            MaxFileBytes = reader.TryGet(MockCatalogue.MaxFileBytes.For(reader.Command), out var bytes) ? bytes : null,
            FileLife = Get(MockCatalogue.FileLife),
            DataFolder = reader.TryGet(MockCatalogue.DataFolder.For(reader.Command), out var folder)
                ? files.FullPath(folder)
                : null,
            AccessLog = reader.TryGet(MockCatalogue.AccessLog.For(reader.Command), out var log)
                ? files.FullPath(log)
                : null,
        };
    }
}
