using BatchLoadTest.MockServer;
using BatchLoadTest.Settings;

namespace BatchLoadTest;

/// <summary>Starts the mock server, alone or inside a run.</summary>
internal static class MockServers
{
    /// <summary>The mock's own options; it knows nothing of our settings.</summary>
    public static MockServerOptions ToOptions(MockSettings settings) =>
        new()
        {
            Urls = settings.Urls,
            Flavour =
                settings.Flavour == Settings.MockFlavour.OpenAI
                    ? MockServer.MockFlavour.OpenAI
                    : MockServer.MockFlavour.ControlLayer,
            Http2 = settings.Http2,
            BatchDuration = settings.BatchDuration,
            Latency = settings.Latency,
            LatencyJitter = settings.LatencyJitter,
            FailRate = settings.FailRate,
            RowFailRate = settings.RowFailRate,
            ExpireRate = settings.ExpireRate,
            BatchFailRate = settings.BatchFailRate,
            RateLimit = (int)settings.RateLimit,
            RetryAfter = settings.RetryAfter,
            Username = settings.Username,
            Password = settings.Password,
            ApiKeys = settings.ApiKeys,
            KeyActivationDelay = settings.KeyActivationDelay,
            FileLife = settings.FileLife,
            DataFolder = settings.DataFolder,
            Seed = settings.Seed,
        };
}
