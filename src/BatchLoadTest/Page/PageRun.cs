using BatchLoadTest.Page.Session;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Page;

/// <summary>The <c>run</c> command with the page: serves until a signal, or until a run that was to end it has.</summary>
internal sealed class PageRun(
    RunSettings settings,
    TerminalOutput terminal,
    TimeProvider timeProvider,
    ITeamRun? team = null
)
{
    /// <summary>Serves the page. Returns the exit code of the last run; 0 where there was none.</summary>
    public async Task<int> RunAsync()
    {
        using var quit = new CancellationTokenSource();
        using var session = new PageSession(settings, terminal, timeProvider, team);
        // The first one ends a run that goes on and then the program, each further one interrupts what runs.
        using var signals = new ProcessSignals(kind =>
        {
            session.Signal(kind);
            quit.Cancel();
        });
        PageServer server;
        try
        {
            server = await PageServer.StartAsync(settings.Page!, session, timeProvider);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            await terminal.Error.WriteLineAsync(
                $"error: --web-host {settings.Page!.Host}, --web-port {settings.Page.Port}: "
                    + $"the page cannot be served there: {exception.Message}"
            );
            return ExitCodes.WrongUsage;
        }

        await using (server)
        {
            await AnnounceAsync(server.Address);
            if (settings.Page!.Autostart && !await AutostartAsync(session, quit))
            {
                return ExitCodes.WrongUsage;
            }

            await WaitAsync(quit.Token);
            await session.IdleAsync();
        }

        return session.Now.ExitCode;
    }

    private async Task AnnounceAsync(Uri address)
    {
        await terminal.Out.WriteLineAsync($"page on {address}; Ctrl-C ends it");
        await terminal.Out.FlushAsync();
        if (settings.Page!.Token is null && !PageSecurity.IsLoopback(settings.Page.Host))
        {
            await terminal.Error.WriteLineAsync(
                $"warning: --web-host {settings.Page.Host} without --web-token: whoever reaches this port can start load "
                    + "against any host, with this program's credentials"
            );
        }
    }

    private async Task<bool> AutostartAsync(PageSession session, CancellationTokenSource quit)
    {
        var answer = await session.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal));
        if (!answer.Success)
        {
            // The reason was said when it was found.
            return false;
        }

        if (settings.Page!.Autoquit is { } time)
        {
            _ = QuitAsync(session, time, quit);
        }

        return true;
    }

    private async Task QuitAsync(PageSession session, TimeSpan time, CancellationTokenSource quit)
    {
        await session.IdleAsync();
        await Task.Delay(time, timeProvider, quit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await quit.CancelAsync();
    }

    private async Task WaitAsync(CancellationToken quit) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, quit)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
