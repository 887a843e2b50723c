using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>health</c> command: asks a page as a container's health check does, where no shell and no curl is.</summary>
internal static class HealthCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Asks a page of this program whether it is well: for containers, whose image
        has no shell. Exit code 0 where it answers, 1 where it does not within 5 s.

        Usage:
          {Program} health [options]
        """;

    private const string Examples = $"""
        Examples:
         {Program} health
         {Program} health --web-port 8090
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "the page answers"),
        new(ExitCodes.NotHealthy, "it does not, or not within 5 s"),
        new(ExitCodes.WrongUsage, "wrong usage or settings"),
        new(ExitCodes.InternalError, "internal error"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<HealthSettings> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Health,
            Name = "health",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Load = (reader, _, _) => SettingsLoader.Health(reader),
            Run = (settings, token) => RunAsync(settings, TerminalOutput.OfThisProcess(), token),
        };

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
