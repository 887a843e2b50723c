using System.Net;
using System.Net.Sockets;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>What comes before the load: the wait for the service, and a results folder that is this run's alone.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WaitForTarget_ServiceComesLate_IsNoFailure()
    {
        var address = Nobody();
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            ["--host", address, "--wait-for-target", "60s", "--iterations", "1", "--results", "r"]
        );
        await program.SaysAsync("waiting for the service");
        await using var mock = BuiltProgram.Start(
            folder.Path,
            null,
            ["mock", "--urls", address, "--batch-duration", "0s"]
        );

        (await program.EndAsync()).ExitedWith(0);
    }

    [Fact]
    public async Task WaitForTarget_Signal_EndsItWithReportsAndTheEarlierJournalIsGone()
    {
        string[] args = ["--host", "mock", "--mock-batch-duration", "0s", "--iterations", "1", "--results", "r"];
        (await BuiltProgram.RunAsync(folder.Path, null, args)).ExitedWith(0);
        File.Delete(folder.File("r/metrics.json"));
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            ["--host", Nobody(), "--wait-for-target", "1h", "--results", "r"]
        );
        await program.SaysAsync("waiting for the service");

        Assert.False(File.Exists(folder.File("r/run.jsonl")));
        program.Signal("TERM");
        (await program.EndAsync()).ExitedWith(ExitCodes.Terminated);
        Assert.True(File.Exists(folder.File("r/metrics.json")));
    }

    [Fact]
    public async Task TwoRunsInOneFolder_TheSecondIsRefusedAndTheFirstLosesNothing()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        string[] args = ["--host", mock.Address, "--users", "2", "--run-time", "1h", "--results", "r"];
        await using var first = BuiltProgram.Start(folder.Path, null, args);
        await mock.HasBatchesAsync(1);
        var second = await BuiltProgram.RunAsync(folder.Path, null, args);

        second.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("--results", second.Error, StringComparison.Ordinal);
        Assert.Contains("in use by another run", second.Error, StringComparison.Ordinal);
        first.Signal("INT");
        (await first.EndAsync()).ExitedWith(ExitCodes.Interrupted);
        Assert.Equal(RunEnd.Interrupted, RecordedRun.Read(folder.File("r")).Ending.End);
        Assert.False(File.Exists(folder.File("r/run.lock")));
    }

    [Fact]
    public async Task JournalThatCannotBeMade_ExitsWith2AndSaysWhy()
    {
        Directory.CreateDirectory(folder.File("r/run.jsonl/something"));

        var refused = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["--host", "mock", "--iterations", "1", "--results", "r"]
        );

        refused.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("error: --results", refused.Error, StringComparison.Ordinal);
        Assert.Contains("run.jsonl", refused.Error, StringComparison.Ordinal);
    }

    // A port that is free just now.
    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
