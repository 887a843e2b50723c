using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Runtime;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Runs;

/// <summary>Starts the mock server, alone or inside a run.</summary>
public static class MockServers
{
    /// <summary>The <c>mock</c> command: serves until SIGINT or SIGTERM, which are its proper end. Returns the exit code.</summary>
    public static async Task<int> RunAsync(
        MockServerOptions options,
        TerminalOutput terminal,
        TimeProvider timeProvider
    )
    {
        using var control = new RunControl();
        control.ListenToSignals();
        MockServerHost mock;
        try
        {
            mock = await MockServerHost.StartAsync(options, timeProvider, CancellationToken.None);
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
                $"mock batch server on {address}, user {options.Username}; Ctrl-C ends it"
            );
            await terminal.Out.WriteLineAsync($"its own counts: {address}/mock/counts");
            await terminal.Out.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, control.Tokens.StartNothingNew)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCodes.Success;
    }
}
