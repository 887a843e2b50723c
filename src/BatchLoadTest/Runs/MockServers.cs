using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Runs;

/// <summary>Starts the mock server, alone or inside a run.</summary>
public static class MockServers
{
    /// <summary>The <c>mock</c> command: serves until SIGINT or SIGTERM, which are its proper end. Returns the exit code.</summary>
    public static async Task<int> RunAsync(MockSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
    {
        using var control = new RunControl();
        control.ListenToSignals();
        MockServerHost mock;
        try
        {
            mock = await MockServerHost.StartAsync(ToOptions(settings), timeProvider, CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            await terminal.Error.WriteLineAsync($"error: the mock server cannot start: {exception.Message}");
            return ExitCodes.CouldNotRun;
        }

        await using (mock)
        {
            var address = mock.BaseAddress.GetLeftPart(UriPartial.Authority);
            await terminal.Out.WriteLineAsync(
                $"mock batch server on {address}, user {settings.Username}; Ctrl-C ends it"
            );
            await terminal.Out.WriteLineAsync($"its own counts: {address}/mock/counts");
            await terminal.Out.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, control.Tokens.StartNothingNew)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCodes.Success;
    }

    /// <summary>The mock's own options; it knows nothing of our settings.</summary>
    public static MockServerOptions ToOptions(MockSettings settings) =>
        new()
        {
            Urls = settings.Urls,
            Flavour = settings.Flavour switch
            {
                Settings.MockFlavour.OpenAi => MockServer.Options.MockFlavour.OpenAI,
                Settings.MockFlavour.Azure => MockServer.Options.MockFlavour.Azure,
                _ => MockServer.Options.MockFlavour.ControlLayer,
            },
            Http2 = settings.Http2,
            BatchDuration = settings.BatchDuration,
            Latency = settings.Latency,
            LatencyJitter = settings.LatencyJitter,
            FailRate = settings.FailRate,
            RowFailRate = settings.RowFailRate,
            OutputErrorRate = settings.OutputErrorRate,
            ExpireRate = settings.ExpireRate,
            BatchFailRate = settings.BatchFailRate,
            Misbehaviour = ToMisbehaviour(settings.Misbehaviour),
            RateLimit = settings.RateLimit,
            MaxFileBytes = settings.MaxFileBytes,
            RetryAfter = settings.RetryAfter,
            Username = settings.Username,
            Password = settings.Password,
            ApiKeys = settings.ApiKeys,
            KeyActivationDelay = settings.KeyActivationDelay,
            Freezes = settings.Freezes,
            FileLife = settings.FileLife,
            DataFolder = settings.DataFolder,
            Seed = settings.Seed,
        };

    private static MockMisbehaviour ToMisbehaviour(MockMisbehaviourSettings settings) =>
        new()
        {
            LoseRows = settings.LoseRows,
            DoubleRows = settings.DoubleRows,
            SwapRows = settings.SwapRows,
            CorruptRows = settings.CorruptRows,
            RowsInBoth = settings.RowsInBoth,
            StripRows = settings.StripRows,
            LyingCounts = settings.LyingCounts,
            BackwardsStatus = settings.BackwardsStatus,
            ShrinkingCounts = settings.ShrinkingCounts,
            UnknownStatus = settings.UnknownStatus,
            StuckFinalizing = settings.StuckFinalizing,
            StuckCancelling = settings.StuckCancelling,
            LateBatches = settings.LateBatches,
            CutDownloads = settings.CutDownloads,
            IncompleteDownloads = settings.IncompleteDownloads,
            HiddenAfterCreate = settings.HiddenAfterCreate,
        };
}
