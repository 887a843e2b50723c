using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>health</c> command: asks a page as a container's health check does, where no shell and no curl is.</summary>
public static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns the exit code: 0 where the page answers, 1 where it does not, or not within 5 s.</summary>
    public static async Task<int> RunAsync(
        HealthSettings settings,
        TerminalOutput terminal,
        CancellationToken cancellationToken = default
    )
    {
        // A proxy of the environment is not for this machine.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { BaseAddress = settings.Page, Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                await terminal.Out.WriteLineAsync("ok");
                return ExitCodes.Success;
            }

            await SayAsync($"it answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            await SayAsync(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await SayAsync($"no answer within {Patience.TotalSeconds} s");
        }

        return ExitCodes.NotHealthy;

        Task SayAsync(string problem) => terminal.Error.WriteLineAsync($"error: page on {settings.Page}: {problem}");
    }
}
