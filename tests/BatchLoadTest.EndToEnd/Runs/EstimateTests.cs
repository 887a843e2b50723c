using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>What the service estimates that uploads cost.</summary>
public sealed class EstimateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task EachClass_IsAskedForOnce_AndTheReportSaysIt()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                .. "--users 2 --spawn-rate 2 --iterations 8 --wait 0s --poll-interval 100ms --results out --estimate".Split(
                    ' '
                ),
                .. "--class name=small,generate=10x1KB --class name=big,generate=30x1KB".Split(' '),
            ]
        );

        result.ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var estimates = metrics.Root.GetProperty("estimates").EnumerateArray().ToList();
        Assert.Equal(
            [("small", 10L), ("big", 30L)],
            estimates.Select(each => (each.GetProperty("class").GetString(), each.GetProperty("rows").GetInt64()))
        );
        // The mock's prices: $0.15 and $0.60 for a million tokens.
        Assert.All(
            estimates,
            each =>
                Assert.Equal(
                    (
                        each.GetProperty("prompt_tokens").GetDecimal() * 0.15m
                        + each.GetProperty("completion_tokens").GetDecimal() * 0.60m
                    ) / 1_000_000m,
                    each.GetProperty("cost").GetDecimal()
                )
        );
        Assert.Contains(
            "by the service, of one upload of class big: 30 rows, ",
            result.OneLine,
            StringComparison.Ordinal
        );
        Assert.Equal(
            2,
            (await mock.CountsAsync()).GetProperty("requests").GetProperty("files.cost_estimate").GetInt64()
        );
    }
}
