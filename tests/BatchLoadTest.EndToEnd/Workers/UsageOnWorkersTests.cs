using System.Text.Json;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>What is asked and kept beside the users, by several workers.</summary>
public sealed class UsageOnWorkersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WrongSums_AreCountedOnce_AndResultsLieWithTheirWorkers()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "100ms",
            "--analytics-delay",
            "1500ms",
            "--wrong-usage",
            "100%"
        );
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. "--expect-workers 2 --users 4 --spawn-rate 4 --wait 0s --iterations-per-user 3 --generate-requests 20".Split(
                ' '
            ),
            .. "--check-usage --estimate --save-outputs not-here".Split(' '),
            .. OneLoadTests.Load(mock.Address),
        ]);

        (await master.EndAsync()).ExitedWith(ExitCodes.ThresholdFailed);

        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(12, metrics.Batch("completed"));
        Assert.Equal(12, metrics.Root.GetProperty("results").GetProperty("usage_disagrees").GetInt64());
        Assert.Equal(12, metrics.Root.GetProperty("results").GetProperty("defects").GetInt64());
        var counts = await mock.CountsAsync();
        var requests = counts.GetProperty("requests");
        Assert.Equal(
            requests.GetProperty("batches.analytics").GetInt64(),
            metrics.Root.GetProperty("usage").GetProperty("checks").GetProperty("requests").GetInt64()
        );
        Assert.Equal(20, Assert.Single(Estimates(metrics)).GetProperty("rows").GetInt64());
        Assert.Equal(2, requests.GetProperty("files.cost_estimate").GetInt64());
        Assert.False(Directory.Exists(folder.File("not-here")));
        var saved = cluster
            .Journals.SelectMany(worker => Directory.GetFiles(Path.Combine(worker, "outputs"), "*.output.jsonl"))
            .ToList();
        Assert.Equal(12, saved.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count());
    }

    private static JsonElement.ArrayEnumerator Estimates(RunMetrics metrics) =>
        metrics.Root.GetProperty("estimates").EnumerateArray();
}
