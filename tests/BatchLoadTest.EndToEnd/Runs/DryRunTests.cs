using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>What a run would do is said, and nothing of it done.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run --iterations 5 --generate-requests 20", "at most 5 batches, 100 rows")]
    [InlineData("capacity --from 2/s", "from 2/s")]
    public async Task DryRun_SaysSettingsThresholdsAndLoad_AndSendsNothing(string args, string words)
    {
        await using var mock = await MockProcess.StartAsync();

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [.. args.Split(' '), "--host", mock.Address, "--dry-run", "--threshold", "create.p95 < 500ms"]
        );

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains("dry run: nothing is sent", result.Output, StringComparison.Ordinal);
        Assert.Contains(words, result.OneLine, StringComparison.Ordinal);
        Assert.Contains("--threshold create.p95 < 500ms", result.OneLine, StringComparison.Ordinal);
        Assert.Contains($"host {mock.Address} (--host)", result.OneLine, StringComparison.Ordinal);
        Assert.Contains("poll-interval 2s (default)", result.OneLine, StringComparison.Ordinal);
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal(0, requests.EnumerateObject().Sum(each => each.Value.GetInt64()));
        Assert.False(Directory.Exists(folder.File("results")));
    }

    [Theory]
    [InlineData("--only preflight --skip preflight.row", "only preflight (--only)")]
    [InlineData("--only preflight.key --second-api-key sk-other", "paid rows none")]
    public async Task DryRunOfACheck_SaysHowMany_AndNothingOfALoad(string args, string words)
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [.. "check --host mock --dry-run".Split(' '), .. args.Split(' ')]
        );

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains(words, result.OneLine, StringComparison.Ordinal);
        Assert.Contains("checks ", result.OneLine, StringComparison.Ordinal);
        Assert.DoesNotContain("error_rate <=", result.OneLine, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-other", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            args.Contains("sk-other", StringComparison.Ordinal),
            result.OneLine.Contains("second-api-key ***", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task DryRunOfACheck_OfWhichThereIsNone_IsWrongUsage()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "check --host mock --only zzz --dry-run".Split(' ')
        );

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("'zzz' fits no check", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_OfWrongData_IsTheErrorOfTheRun()
    {
        var file = folder.Write("bad.jsonl", "{\n");

        var result = await BuiltProgram.RunAsync(folder.Path, null, "--host", "mock", "--dry-run", "--test-data", file);

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("bad.jsonl", result.Error, StringComparison.Ordinal);
    }

    // What a person pastes into a chat.
    [Fact]
    public async Task DryRun_ShowsNoSecret()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = "sk-very-secret" },
            "--host",
            "mock",
            "--dry-run"
        );

        result.ExitedWith(ExitCodes.Success);
        Assert.DoesNotContain("sk-very-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("api-key *** (environment variable API_KEY)", result.OneLine, StringComparison.Ordinal);
    }
}
