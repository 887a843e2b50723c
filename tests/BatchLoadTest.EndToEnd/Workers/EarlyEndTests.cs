using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>A master is told to end before its load has begun: while it starts, while it waits, as all are ready.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    // Nothing takes signals yet in which a run would be told.
    [InlineData("master on ", "TERM", ExitCodes.Terminated)]
    [InlineData("waiting for 2 workers", "TERM", ExitCodes.Terminated)]
    [InlineData("waiting for 2 workers", "INT", ExitCodes.Interrupted)]
    public async Task WithoutAWorker_IsInterrupted_AndReportsIt(string when, string signal, int exitCode)
    {
        await using var mock = await MockProcess.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = cluster.StartMaster([.. OneLoadTests.Load(mock.Address), "--expect-workers", "2"]);
        await master.SaysAsync(when);

        master.Signal(signal);

        AssertEndedEarly(await master.EndAsync(), signal, exitCode);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(0, metrics.Batch("created"));
    }

    // The first one has joined, and the second one is missing; or both are ready, and the load is about to begin.
    [Theory]
    [InlineData("2")]
    [InlineData("1")]
    public async Task WithAWorker_BothEnd(string expected)
    {
        await using var mock = await MockProcess.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        var worker = cluster.StartWorker("a");
        await using var master = cluster.StartMaster([
            .. OneLoadTests.Load(mock.Address),
            "--expect-workers",
            expected,
        ]);
        await master.SaysAsync("(1 workers)");

        master.Signal("TERM");

        AssertEndedEarly(await master.EndAsync(), "TERM", ExitCodes.Terminated);
        (await worker.EndAsync()).ExitedWith(ExitCodes.Success);
        Assert.Equal(0, (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64());
    }

    [Fact]
    public async Task WorkerWithoutAMaster_IsToldToEnd_HasNotDoneItsPart()
    {
        await using var cluster = new ClusterProcesses(folder.Path);
        var worker = cluster.StartWorker("a");
        await worker.SaysAsync("is the master started");

        worker.Signal("TERM");

        var result = await worker.EndAsync();
        result.ExitedWith(ExitCodes.Terminated);
        Assert.EndsWith(
            "ended before there was a master (exit code 143)",
            result.Output.TrimEnd(),
            StringComparison.Ordinal
        );
    }

    private static void AssertEndedEarly(ProgramResult result, string signal, int exitCode)
    {
        result.ExitedWith(exitCode);
        Assert.Contains($"INTERRUPTED by SIG{signal} before the load began", result.OneLine, StringComparison.Ordinal);
        Assert.DoesNotContain("INTERNAL", result.All, StringComparison.Ordinal);
    }
}
