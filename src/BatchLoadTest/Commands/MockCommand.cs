using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>mock</c> command: the mock batch server alone.</summary>
internal static class MockCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Mock server of a batch API, to try load tests against.

        Usage:
          {Program} mock [options]
        """;

    private const string Examples = $"""
        Examples:
         {Program} mock
         {Program} mock --urls http://0.0.0.0:8080 --dialect openai
         {Program} mock --latency 20ms --fail-rate 1% --batch-duration 10s
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "ended by SIGINT (Ctrl-C) or SIGTERM"),
        new(ExitCodes.WrongUsage, "wrong usage or settings"),
        new(ExitCodes.CouldNotRun, "the server could not start"),
        new(ExitCodes.InternalError, "internal error"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<MockServerOptions> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Mock,
            Name = "mock",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Load = (reader, files, _) => SettingsLoader.Mock(reader, files),
            Run = (options, _) => MockServers.RunAsync(options, TerminalOutput.OfThisProcess(), TimeProvider.System),
        };
}
