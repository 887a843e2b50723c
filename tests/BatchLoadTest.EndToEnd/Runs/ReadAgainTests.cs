using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The output of ended batches, read a second time.</summary>
public sealed class ReadAgainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--change-rows", "rows_changed")]
    [InlineData("--vanish-rows", "rows_vanished")]
    public async Task RowsThatAreOthersThen_AreFound_Exactly(string wrong, string counted)
    {
        await using var mock = await StartAsync(wrong, "5%");

        var result = await RunAsync(mock);

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var results = metrics.Root.GetProperty("results");
        var found = results.GetProperty("unstable").GetInt64();
        Assert.True(found > 0, result.Output);
        Assert.Equal((await mock.CountsAsync()).GetProperty("defects").GetProperty(counted).GetInt64(), found);
        Assert.Equal(found, results.GetProperty("defects").GetInt64());
    }

    [Fact]
    public async Task HealthyService_IsTheSameTwice()
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock);

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal((6, 6), (metrics.Sent("output"), metrics.Sent("again")));
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", "sk-mock", "--batch-duration", "300ms", .. args]);

    private Task<ProgramResult> RunAsync(MockProcess mock) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                .. "--read-again 100%@200ms --generate-requests 100 --iterations 6 --users 3 --spawn-rate 100".Split(
                    ' '
                ),
                .. "--wait 0s --poll-interval 100ms --p95-threshold-ms off --results out".Split(' '),
            ]
        );
}
