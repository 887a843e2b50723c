using System.Text.RegularExpressions;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>A run that a threshold ends: graceful, cleaned up, reported, and not with 0.</summary>
public sealed partial class AbortTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("error_rate < 20% over 3s abort", 1)]
    [InlineData("poll.failures <= 30 abort", 7)]
    public async Task FailingService_EndsTheRunAtTheSecondThatItsJournalTells(string threshold, int exitCode)
    {
        await using var mock = await MockProcess.StartAsync("--api-key", LeftBehind.Key, "--batch-duration", "10s");
        var isWell = false;
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                !Volatile.Read(ref isWell) && request.StartsWith("GET /ai/v1/batches/", StringComparison.Ordinal)
                    ? Meddling.ServerError
                    : Meddling.Nothing
        );
        await using var program = Start(way.Address, threshold, $"{exitCode}");
        await program.SaysAsync("ended after");
        // For clean-up, which looks before it says what it has removed.
        Volatile.Write(ref isWell, true);
        var result = await program.EndAsync();

        await EndedAsync(mock, result, threshold, exitCode);
    }

    // A delay: from six seconds after its start the service works at a twentieth of its pace, and batches wait for their turn.
    [Fact]
    public async Task ASlowerService_EndsTheRunAtTheSecondThatItsJournalTells()
    {
        const string Threshold = "batch.turnaround.p90 < 2s over 5s abort";
        await using var mock = await MockProcess.StartAsync([
            .. $"--api-key {LeftBehind.Key} --slots 20 --row-time 20ms --service-change 6s:0.05".Split(' '),
        ]);
        await using var program = Start(mock.Address, Threshold, "1", users: 40);
        var result = await program.EndAsync();

        await EndedAsync(mock, result, Threshold, exitCode: 1);
    }

    private async Task EndedAsync(MockProcess mock, ProgramResult result, string threshold, int exitCode)
    {
        result.ExitedWith(exitCode);
        await LeftBehind.AssertNothingAsync(mock, folder.File("out"));
        using var metrics = RunMetrics.Read(folder.File("out"));
        var run = metrics.Root.GetProperty("run");
        Assert.Equal("aborted", run.GetProperty("end").GetString());
        var by = run.GetProperty("aborted_by");
        Assert.Equal(threshold, by.GetProperty("threshold").GetString());
        var after = by.GetProperty("after_s").GetDouble();
        Assert.Equal(FirstMiss(threshold), Math.Ceiling(after));
        var words = $"ended after {Math.Ceiling(after)} s: {threshold} was ";
        Assert.Contains(words, Flat(result.Error), StringComparison.Ordinal);
        Assert.Contains($"ABORTED {words}", Flat(result.Output), StringComparison.Ordinal);
        Assert.Contains(words, await TextAsync("summary.md"), StringComparison.Ordinal);
        Assert.Contains(
            words.Replace("<", "&lt;", StringComparison.Ordinal),
            await TextAsync("junit.xml"),
            StringComparison.Ordinal
        );
        (await BuiltProgram.RunAsync(folder.Path, null, "report", "out")).ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Contains(words, await TextAsync("summary.md"), StringComparison.Ordinal);
    }

    // By the journal's seconds: the end of the first that shows it.
    private int FirstMiss(string text)
    {
        var run = RecordedRun.Read(folder.File("out"));
        var first = run.Run.StartedAt.ToUnixTimeSeconds();
        var parser = new BatchLoadTest.Thresholds.ThresholdParser(new());
        Assert.True(parser.TryParse(text, "--threshold", out var threshold, out _));
        var windows = new BatchLoadTest.Thresholds.ThresholdWindows([threshold], new(), run.Run.StartedAt);
        var failures = 0L;
        foreach (var interval in run.History.Read())
        {
            windows.Write(interval);
            failures += interval.Failures.All.Sum(failure => failure.Count);
            if (threshold.Over is null ? !threshold.Holds(failures) : windows.Miss(threshold) is not null)
            {
                return (int)(interval.Second + 1 - first);
            }
        }

        return -1;
    }

    private BuiltProgram Start(string host, string threshold, string exitCode, int users = 10) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                .. $"--host {host} --users {users} --spawn-rate 100 --run-time 10m --headless --wait 0s".Split(' '),
                .. "--generate-requests 5 --poll-interval 100ms --stop-timeout 2s --results out".Split(' '),
                "--exit-code-on-error",
                exitCode,
                "--threshold",
                threshold,
            ]
        );

    private async Task<string> TextAsync(string file) => Flat(await File.ReadAllTextAsync(folder.File($"out/{file}")));

    private static string Flat(string text) => Whitespace().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
