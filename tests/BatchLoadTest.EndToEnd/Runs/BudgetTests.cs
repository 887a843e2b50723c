using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A budget ends the load within one batch a user of its limit, with everything cleaned up.</summary>
public sealed class BudgetTests : IDisposable
{
    private const int Users = 5;
    private const int Rows = 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--max-rows", 200)]
    [InlineData("--max-tokens", 20_000)]
    [InlineData("--max-cost", 0.05)]
    public async Task Budget_EndsTheLoad_KeepsTheVerdictAndLeavesNothing(string option, double limit)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                .. $"--headless --users {Users} --spawn-rate {Users} --wait 0s --run-time 60s --poll-interval 100ms".Split(
                    ' '
                ),
                .. $"--generate-requests {Rows} --prompt-tokens 100 --price *=1/2 --results out".Split(' '),
                option,
                limit.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ]
        );

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains($"the load ended by its budget: {option}", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal("planned", metrics.Root.GetProperty("run").GetProperty("end").GetString());
        var ended = metrics.Root.GetProperty("run").GetProperty("ended_by_budget");
        Assert.Equal(option[2..].Replace('-', '_'), ended.GetProperty("limit").GetString());
        Assert.Equal(limit, ended.GetProperty("max").GetDouble());
        var usage = metrics.Root.GetProperty("usage");
        var used = option switch
        {
            "--max-rows" => metrics.Batch("created") * (double)Rows,
            "--max-tokens" => usage.GetProperty("total_tokens").GetDouble(),
            _ => usage.GetProperty("cost").GetDouble(),
        };
        Assert.InRange(ended.GetProperty("reached").GetDouble(), limit, used);
        var ofABatch = used / metrics.Batch("created");
        Assert.InRange(used, limit, limit + (2 * Users * ofABatch));
        var counts = await mock.CountsAsync();
        Assert.Equal(0, counts.GetProperty("keys").GetProperty("live").GetInt64());
        Assert.Equal(metrics.Batch("created"), counts.GetProperty("batches").GetProperty("completed").GetInt64());
        var files = counts.GetProperty("requests");
        Assert.Equal(3 * metrics.Batch("created"), files.GetProperty("files.delete").GetInt64());
    }

    [Fact]
    public async Task Budget_ThatCannotBeMeasured_SaysSo()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                .. "--host mock --headless --users 2 --wait 0s --iterations 3 --poll-interval 100ms".Split(' '),
                .. "--mock-batch-duration 200ms --mock-missing-usage 100% --generate-requests 4".Split(' '),
                .. "--max-tokens 1000 --p95-threshold-ms off".Split(' '),
            ]
        );

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains(
            "--max-tokens 1,000 was measured without 12 of 12 rows",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task MaxCost_WithoutAPrice_IsAnErrorBeforeAnythingRuns()
    {
        var result = await BuiltProgram.RunAsync(folder.Path, null, "--host", "mock", "--headless", "--max-cost", "5");

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains(
            "--max-cost '5' from the command line: nobody knows what tokens cost",
            result.Error,
            StringComparison.Ordinal
        );
    }
}
