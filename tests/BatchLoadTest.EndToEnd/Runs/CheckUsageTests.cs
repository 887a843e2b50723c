using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The service's own sums of tokens against those of its rows.</summary>
public sealed class CheckUsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("control-layer")]
    [InlineData("openai")]
    public async Task WrongSums_AreADefectOfEachBatch_AndFailTheRun(string dialect)
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--dialect",
            dialect,
            "--batch-duration",
            "100ms",
            "--wrong-usage",
            "100%"
        );

        var result = await RunAsync(mock, "--dialect", dialect);

        result.ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Contains("FAILED results.defects == 0", result.OneLine, StringComparison.Ordinal);
        Assert.Contains("4 usage disagrees, such as says ", result.OneLine, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var results = metrics.Root.GetProperty("results");
        Assert.Equal(4, results.GetProperty("usage_disagrees").GetInt64());
        Assert.Equal(4, results.GetProperty("defects").GetInt64());
        Assert.Contains("(batch ", results.GetProperty("examples").GetProperty("usage_disagrees")[0].GetString());
        Assert.Equal((0, 4), (Check(metrics, "agreed"), Check(metrics, "disagreed")));
        Assert.Equal(dialect == "openai" ? 0 : 4, Check(metrics, "requests"));
        Assert.Equal(4, Defect(await mock.CountsAsync(), "batches_wrong_usage"));
    }

    [Fact]
    public async Task AnalyticsThatComeLate_AreWaitedFor_BesideTheUsers()
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "100ms",
            "--analytics-delay",
            "2500ms"
        );

        var result = await RunAsync(mock);

        result.ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal((4, 0), (Check(metrics, "agreed"), Check(metrics, "disagreed")));
        // At 0, 1 and 3 s: three for each.
        Assert.Equal(12, Check(metrics, "requests"));
        Assert.Equal(
            12,
            (await mock.CountsAsync()).GetProperty("requests").GetProperty("batches.analytics").GetInt64()
        );
        // In no step, and in no turnaround.
        Assert.InRange(metrics.Batches.GetProperty("turnaround_ms").GetProperty("max").GetDouble(), 0, 2400);
        Assert.False(metrics.Root.GetProperty("steps").TryGetProperty("analytics", out _));
    }

    [Fact]
    public async Task SumsThatNeverCome_AreSaidAndNoDefect()
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "100ms",
            "--analytics-delay",
            "1h"
        );

        var result = await RunAsync(mock, "--usage-timeout", "2s");

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains("4 never filled by the service", result.OneLine, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(4, Check(metrics, "never_filled"));
        Assert.Equal(0, metrics.Root.GetProperty("results").GetProperty("defects").GetInt64());
    }

    [Fact]
    public async Task RowsWithoutUsage_AreNotComparable()
    {
        await using var mock = await MockProcess.StartAsync(
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "100ms",
            "--missing-usage",
            "100%"
        );

        var result = await RunAsync(mock);

        result.ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal((4, 0), (Check(metrics, "not_comparable"), Check(metrics, "requests")));
    }

    private Task<ProgramResult> RunAsync(MockProcess mock, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                .. "--users 2 --spawn-rate 2 --iterations 4 --wait 0s --poll-interval 100ms --generate-requests 20".Split(
                    ' '
                ),
                .. "--check-usage --results out".Split(' '),
                .. args,
            ]
        );

    private static long Check(RunMetrics metrics, string name) =>
        metrics.Root.GetProperty("usage").GetProperty("checks").GetProperty(name).GetInt64();

    private static long Defect(JsonElement counts, string name) =>
        counts.GetProperty("defects").GetProperty(name).GetInt64();
}
