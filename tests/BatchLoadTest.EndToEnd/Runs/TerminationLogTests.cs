using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The verdict in a line, where Kubernetes reads it, and last in the log.</summary>
public sealed class TerminationLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FailedRun_NamesWhatWasMissed_AndItsValue_AlsoBehindPrintedResults()
    {
        var result = await RunAsync("why", "--threshold", "upload.p50 < 0.001ms", "--print-results");

        result.ExitedWith(1);
        var why = await File.ReadAllTextAsync(folder.File("why"));
        Assert.Matches(@"^FAILED 1 of \d+ thresholds not met.*: upload\.p50 < 0\.001ms is .+ \(exit code 1\)$", why);
        Assert.Equal(why, result.Output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task FileThatCannotBeWritten_IsSaid_AndChangesNoExitCode()
    {
        var result = await RunAsync("no-such-folder/why");

        result.ExitedWith(0);
        Assert.Contains("warning: --termination-log: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunThatCannotStart_SaysWhyThereToo()
    {
        await File.WriteAllTextAsync(folder.File("results"), "no folder");

        var result = await RunAsync("why", "--results", "results");

        result.ExitedWith(2);
        Assert.Matches(
            @"^--results .*results: cannot be written to: .* \(exit code 2\)$",
            await File.ReadAllTextAsync(folder.File("why"))
        );
    }

    [Fact]
    public async Task WrongUsage_SaysWhyThereToo()
    {
        var result = await RunAsync("why", "--nope");

        result.ExitedWith(2);
        Assert.Equal(
            "'--nope' from the command line: unknown option (exit code 2)",
            await File.ReadAllTextAsync(folder.File("why"))
        );
    }

    [Fact]
    public async Task MasterWhosePortIsTaken_SaysWhyThereToo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var result = await RunAsync("why", "--master", "--master-port", port);

        result.ExitedWith(3);
        Assert.Equal(
            $"COULD NOT RUN: port {port} is taken by another program; choose another one (exit code 3)",
            await File.ReadAllTextAsync(folder.File("why"))
        );
    }

    private Task<ProgramResult> RunAsync(string log, params string[] more) =>
        BuiltProgram.RunAsync(
            folder.Path,
            environment: null,
            [
                .. "--host mock --users 1 --iterations 1 --headless --wait 0s --p95-threshold-ms off --mock-batch-duration 100ms".Split(
                    ' '
                ),
                "--termination-log",
                log,
                .. more,
            ]
        );
}
