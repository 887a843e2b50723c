using System.Text.Json;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>
/// A service that freezes and goes on: no request fails, and yet the run does. Silence found is the silence made.
/// </summary>
public sealed class SilenceTests : IDisposable
{
    // Longer than what fails a run.
    private static readonly TimeSpan Enough = SilenceSummary.LongStretch + TimeSpan.FromMilliseconds(500);

    // The silence begins with the first request that waits; all are on their way by then.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ServerThatFreezes_FailsTheRunAndSaysSoFirstAndInItsReport()
    {
        // Of each step enough answers are known by the sixtieth batch.
        var thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var created = 0;
        await using var api = await ScriptedApi.StartAsync(
            async (_, context, path) =>
            {
                if (context.Request.Method == "POST" && path == "/ai/v1/batches")
                {
                    Interlocked.Increment(ref created);
                }

                if (Volatile.Read(ref created) >= 60)
                {
                    await thawed.Task;
                }

                return false;
            }
        );
        await File.WriteAllTextAsync(folder.File("data.jsonl"), ScriptedApi.Data);
        await using var program = Start([
            .. new[] { "--host", api.Address, "--auth", "none", "--test-data", "data.jsonl" },
            .. new[] { "--iterations", "120" },
            .. Load(users: 20),
        ]);
        await SeenSilence.ReachesAsync(folder.File("out"), Enough);
        thawed.SetResult();
        var result = await program.EndAsync();

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Contains("FAILED   service.silent_rate <= 1%", result.Output, StringComparison.Ordinal);
        var lines = result.Output.Split('\n');
        var verdict = Array.FindIndex(lines, line => line.StartsWith("FAILED  ", StringComparison.Ordinal));
        Assert.Matches(
            @"^failed +the service answered nothing for \d+\.\d\d? s from \d\d:\d\d:\d\d, (1\d|20) requests waiting",
            lines[verdict + 2]
        );
        Assert.Contains("answered nothing", await ReadAsync("out", "summary.md"), StringComparison.Ordinal);
        Assert.Contains("answered nothing", await ReadAsync("out", "junit.xml"), StringComparison.Ordinal);

        var again = folder.File("again");
        var report = await BuiltProgram.RunAsync(folder.Path, null, "report", folder.File("out"), "--results", again);

        report.ExitedWith(1);
        foreach (var file in new[] { "metrics.json", "summary.md", "junit.xml", "report.html" })
        {
            Assert.Equal(await ReadAsync("out", file), await ReadAsync("again", file));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ConnectionsThatStandStill_AreSilence(bool isEncrypted, bool isHttp2)
    {
        using var certificates = new TestCertificates();
        await using var mock = await MockProcess.StartAsync([
            .. new[] { "--batch-duration", "300ms" },
            .. isHttp2 ? ["--http2"] : Array.Empty<string>(),
        ]);
        await using var proxy = new StallingProxy(mock.Address, isEncrypted ? certificates : null, isHttp2);
        await AssertFoundAsync(
            mock,
            users: 5,
            proxy.Freeze,
            proxy.Thaw,
            [
                .. new[] { "--host", proxy.Address },
                .. isEncrypted ? ["--insecure"] : Array.Empty<string>(),
                .. isHttp2 ? ["--http-version", "2"] : Array.Empty<string>(),
            ]
        );
    }

    [Fact]
    public async Task ServerStoppedBySignal_OneUser_IsSilence()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await AssertFoundAsync(
            mock,
            users: 1,
            () => mock.Signal("STOP"),
            () => mock.Signal("CONT"),
            ["--host", mock.Address]
        );
    }

    private Task<string> ReadAsync(string results, string file) =>
        File.ReadAllTextAsync(Path.Combine(folder.File(results), file));

    private async Task AssertFoundAsync(MockProcess mock, int users, Action freeze, Action thaw, string[] args)
    {
        // Ended by hand: how much a machine does in a second decides nothing.
        await using var program = Start([.. args, .. Load(users), "--run-time", "10m"]);
        // Of each step enough answers are known by then.
        await mock.HasBatchesAsync(Math.Max(12, 2 * users));
        var begin = TimeProvider.System.GetTimestamp();
        await mock.AnswersSomeUserAsync(users);
        freeze();
        var frozen = TimeProvider.System.GetTimestamp();
        await SeenSilence.ReachesAsync(folder.File("out"), Enough);
        var least = TimeProvider.System.GetElapsedTime(frozen) - FirstWait;
        thaw();
        await mock.AnswersSomeUserAsync(users);
        // It began after an answer before it, and ended with an answer after it.
        var most = TimeProvider.System.GetElapsedTime(begin);
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        Assert.Contains("FAILED   service.silent_rate <= 1%", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var silence = Silence(metrics);
        var longest = silence
            .GetProperty("stretches")
            .EnumerateArray()
            .MaxBy(stretch => stretch.GetProperty("seconds").GetDouble());
        Assert.Equal(
            silence.GetProperty("longest_s").GetDouble(),
            longest.GetProperty("seconds").GetDouble(),
            tolerance: 0.001
        );
        // With the moments in which this program had no processor: they are in its seconds not.
        var lasted = longest.GetProperty("to").GetDateTimeOffset() - longest.GetProperty("from").GetDateTimeOffset();
        Assert.InRange(lasted, least, most);
    }

    // One check of uploads, so that each step is asked often enough to be judged.
    private static string[] Load(int users) =>
        [
            .. new[] { "--users", $"{users}", "--spawn-rate", $"{users}", "--wait", "50ms", "--verify", "metadata" },
            .. new[] { "--poll-interval", "100ms", "--poll-backoff", "1", "--step-wait", "20ms" },
        ];

    private static JsonElement Silence(RunMetrics metrics) => metrics.Root.GetProperty("silence");

    private BuiltProgram Start(string[] args) =>
        BuiltProgram.Start(folder.Path, null, [.. args, "--results", folder.File("out")]);
}
