using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A service that is slow is not silent, and one that never answers again fails the run.</summary>
public sealed class SlowServiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Together, so that no byte comes meanwhile; the second polls and the second iterations are judged by the first ones.
    [Fact]
    public async Task ServiceThatTakesOverASecondForEachAnswer_IsNotSilent()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            [
                .. new[]
                {
                    "--host",
                    "mock",
                    "--mock-latency",
                    "1200ms",
                    "--mock-batch-duration",
                    "1s",
                    "--keep-files",
                },
                .. new[] { "--users", "12", "--spawn-rate", "100", "--iterations", "24", "--wait", "0s" },
                .. new[] { "--verify", "metadata", "--poll-interval", "100ms" },
                .. new[] { "--results", folder.File("out") },
            ]
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        // Null on a machine so busy that the program itself stood still: then nobody can say.
        var seconds = metrics.Root.GetProperty("silence").GetProperty("seconds");
        Assert.True(seconds.ValueKind == JsonValueKind.Null || seconds.GetDouble() == 0, $"{seconds}");
    }

    [Fact]
    public async Task ServiceThatHangsUntilTheEnd_Fails()
    {
        // From the twentieth batch on: enough answers are known of each step. No time-out is over before the end of the run.
        var created = 0;
        await using var api = await ScriptedApi.StartAsync(
            async (_, context, path) =>
            {
                if (context.Request.Method == "POST" && path == "/ai/v1/batches")
                {
                    Interlocked.Increment(ref created);
                }

                if (Volatile.Read(ref created) >= 20)
                {
                    await Task.Delay(Timeout.Infinite, context.RequestAborted)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                return false;
            }
        );
        await File.WriteAllTextAsync(folder.File("data.jsonl"), ScriptedApi.Data);
        var result = await RunAsync([
            .. new[] { "--host", api.Address, "--auth", "none", "--test-data", "data.jsonl", "--users", "4" },
            .. new[] { "--spawn-rate", "4", "--run-time", "6s", "--stop-timeout", "1s", "--timeout", "1m" },
            .. new[] { "--wait", "0s", "--poll-interval", "50ms", "--verify", "metadata", "--clean-up-timeout", "1s" },
        ]);

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Equal(4, metrics.Root.GetProperty("steps").EnumerateObject().Sum(step => Hung(step.Value)));
        Assert.Matches(@"FAILED +requests\.hung == 0 +4 ", result.Output);
        Assert.Matches(@"4 requests hung when the end of the run cut them\s+off", result.Output);
        Assert.Contains("no request can reach it", result.All, StringComparison.Ordinal);
    }

    private static long Hung(JsonElement step) => step.GetProperty("hung").GetInt64();

    private Task<ProgramResult> RunAsync(string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, [.. args, "--results", folder.File("out")]);
}
