using System.Text.Json;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>
/// A service that freezes and goes on: no request fails, and yet the run does. Silence found is the silence made, and a
/// slow service is none.
/// </summary>
public sealed class SilenceTests : IDisposable
{
    // Found to the second; a machine that runs other tests beside is late by as much again.
    private const double Tolerance = 1;

    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ServerThatFreezes_FailsTheRunAndSaysSoFirst()
    {
        var result = await RunAsync(["--host", "mock", "--mock-freeze", "4s@5s", .. Load(users: 20)]);

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        AssertFound(metrics);
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Contains("FAILED   service.silent_rate <= 1%", result.Output, StringComparison.Ordinal);
        var lines = result.Output.Split('\n');
        var verdict = Array.FindIndex(lines, line => line.StartsWith("FAILED  ", StringComparison.Ordinal));
        Assert.Matches(
            @"^silence +the service answered nothing for [345]\.\d\d? s from \d\d:\d\d:\d\d, (1\d|20) requests waiting",
            lines[verdict + 2]
        );
        Assert.Contains("answered nothing", await ReadAsync("out", "summary.md"), StringComparison.Ordinal);
        Assert.Contains("answered nothing", await ReadAsync("out", "junit.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatFreezes_ReportIsTheSame()
    {
        await RunAsync(["--host", "mock", "--mock-freeze", "4s@5s", .. Load(users: 5)]);

        var report = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "report",
            folder.File("out"),
            "--results",
            folder.File("again")
        );

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
            () => proxy.FreezeAsync(Freeze),
            [
                .. new[] { "--host", proxy.Address, "--users", "5", "--spawn-rate", "5" },
                .. isEncrypted ? ["--insecure"] : Array.Empty<string>(),
                .. isHttp2 ? ["--http-version", "2"] : Array.Empty<string>(),
            ]
        );
    }

    [Fact]
    public async Task ServerStoppedBySignal_OneUser_IsSilence()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await AssertFoundAsync(
            mock,
            async () =>
            {
                mock.Signal("STOP");
                await Task.Delay(Freeze);
                mock.Signal("CONT");
            },
            ["--host", mock.Address]
        );
    }

    [Fact]
    public async Task ServiceThatTakesThreeSecondsForEachAnswer_IsNotSilent()
    {
        var result = await RunAsync([
            "--host",
            "mock",
            "--mock-latency",
            "3s",
            "--mock-batch-duration",
            "1s",
            "--users",
            "8",
            "--spawn-rate",
            "8",
            "--run-time",
            "22s",
            "--wait",
            "0s",
        ]);

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        // Null on a machine so busy that the program itself stood still: then nobody can say.
        var seconds = Silence(metrics).GetProperty("seconds");
        Assert.True(seconds.ValueKind == JsonValueKind.Null || seconds.GetDouble() == 0, $"{seconds}");
    }

    [Fact]
    public async Task ServiceThatHangsUntilTheEnd_Fails()
    {
        // Nothing answers after 3 s, and no time-out is over before the end of the run.
        var result = await RunAsync([
            "--host",
            "mock",
            "--mock-freeze",
            "1h@3s",
            "--users",
            "4",
            "--spawn-rate",
            "4",
            "--run-time",
            "6s",
            "--stop-timeout",
            "2s",
            "--timeout",
            "1m",
            "--wait",
            "0s",
            "--mock-batch-duration",
            "100ms",
            "--poll-interval",
            "50ms",
            "--clean-up-timeout",
            "1s",
        ]);

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Equal(4, metrics.Root.GetProperty("steps").EnumerateObject().Sum(step => Hung(step.Value)));
        Assert.Matches(@"FAILED +requests\.hung == 0 +4 ", result.Output);
        Assert.Matches(@"4 requests hung when the end of the run cut them\s+off", result.Output);
        Assert.Contains("no request can reach it", result.All, StringComparison.Ordinal);
    }

    private Task<string> ReadAsync(string results, string file) =>
        File.ReadAllTextAsync(Path.Combine(folder.File(results), file));

    // Ended by hand: how much a machine does in a second decides nothing.
    private async Task AssertFoundAsync(MockProcess mock, Func<Task> freeze, string[] args)
    {
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            [.. args, .. Pace, "--results", folder.File("out")]
        );
        await mock.HasBatchesAsync(15);
        await freeze();
        await mock.HasBatchesAsync(20);
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        Assert.Contains("FAILED   service.silent_rate <= 1%", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        AssertFound(metrics);
    }

    private static long Hung(JsonElement step) => step.GetProperty("hung").GetInt64();

    private static string[] Pace => ["--wait", "0.1s", "--poll-interval", "200ms", "--step-wait", "20ms"];

    private static string[] Load(int users) =>
        [
            .. new[] { "--users", $"{users}", "--spawn-rate", $"{users}", "--run-time", "13s" },
            .. new[] { "--mock-batch-duration", "500ms" },
            .. Pace,
        ];

    private static JsonElement Silence(RunMetrics metrics) => metrics.Root.GetProperty("silence");

    private static void AssertFound(RunMetrics metrics)
    {
        var silence = Silence(metrics);
        Assert.InRange(
            silence.GetProperty("longest_s").GetDouble(),
            Freeze.TotalSeconds - Tolerance,
            Freeze.TotalSeconds + Tolerance
        );
    }

    private Task<ProgramResult> RunAsync(string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, [.. args, "--results", folder.File("out")]);
}
