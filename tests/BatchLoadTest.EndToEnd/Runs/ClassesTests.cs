using System.Text.Json;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Three classes with windows of their own against the mock's own counts, by one process and by two workers.</summary>
public sealed class ClassesTests : IDisposable
{
    // Seconds are windows to the mock, so that a class can miss its own within a test.
    private static readonly (string Name, string Window, int Rows, double Share)[] Classes =
    [
        ("small", "24h", 10, 0.6),
        ("mid", "1h", 20, 0.3),
        ("big", "1s", 50, 0.1),
    ];

    private static readonly string[] Asked =
    [
        "--class",
        "name=small,window=24h,weight=6",
        "--class",
        "name=mid,generate=20x1KB,window=1h,weight=3,endpoint=/v1/embeddings,model=embedder",
        "--class",
        "name=big,generate=50x500,window=1s,weight=1,model=chatter,threshold=batch.attained >= 99%",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ThreeClasses_AreAsTheMockCounted_AndTheOneThatMissesItsWindowFailsTheRun()
    {
        await using var mock = await StartMockAsync("--miss-window", "1s=100%");

        var result = await BuiltProgram.RunAsync(folder.Path, null, [.. Load(mock), .. Asked, "--results", "out"]);

        result.ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Contains("batch.attained[class=big] >= 99%", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        await AssertAsync(metrics, mock);
        Assert.Equal((0, 1, 1), (Attained(metrics, "big"), Attained(metrics, "mid"), Attained(metrics, "small")));
        var missed = metrics
            .Root.GetProperty("thresholds")
            .EnumerateArray()
            .Where(threshold => threshold.GetProperty("verdict").GetString() == "failed")
            .Select(threshold => threshold.GetProperty("text").GetString());
        Assert.Contains("batch.attained[class=big] >= 99%", missed);
        await AssertReportIsTheSameAsync(metrics);
    }

    [Fact]
    public async Task ThreeClasses_OnTwoWorkers_AreOneLoadWithTheSameShares()
    {
        Directory.CreateDirectory(folder.File("here"));
        Directory.CreateDirectory(folder.File("there"));
        folder.Write("here/rows.jsonl", DataFile("one"));
        folder.Write("there/rows.jsonl", DataFile("other"));
        await using var mock = await StartMockAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. new[] { "--expect-workers", "2" },
            .. Load(mock),
            .. Asked,
            "--class",
            "name=here,data=here/rows.jsonl,window=2h,weight=2",
            "--class",
            "name=there,data=there/rows.jsonl,window=3h,weight=2,model=a-longer-name",
        ]);

        (await master.EndAsync()).ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(cluster.Results);
        await AssertAsync(metrics, mock);
        // Each file went to the workers once, under one name.
        Assert.Equal((1, 1), (RowsOfOne(metrics, "here"), RowsOfOne(metrics, "there")));
        var models = (await mock.CountsAsync()).GetProperty("tokens").GetProperty("models");
        Assert.Equal(
            (Created(metrics, "here"), Created(metrics, "there")),
            (
                models.GetProperty("one").GetProperty("rows").GetInt64(),
                models.GetProperty("a-longer-name").GetProperty("rows").GetInt64()
            )
        );
    }

    [Fact]
    public async Task AServiceThatTakesBatchesAsTheyCome_LetsThoseThatAreDueEarlierWait_AndTheRunNamesThem()
    {
        await using var mock = await MockProcess.StartAsync(["--slots", "1", "--row-time", "150ms"]);

        string[] arguments =
        [
            .. $"--host {mock.Address} --headless --users 8 --spawn-rate 50 --wait 0s --iterations 16 --seed 5".Split(
                ' '
            ),
            .. "--poll-interval 100ms --p95-threshold-ms off --results out --class".Split(' '),
            "name=bulk,generate=5x300,window=24h,weight=1",
            "--class",
            "name=urgent,generate=5x300,window=1h,weight=1,threshold=batch.in_order >= 99%",
        ];
        var result = await BuiltProgram.RunAsync(folder.Path, null, arguments);

        result.ExitedWith(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(16, metrics.Batch("deadlines_judged"));
        var overtaken = Overtaken(metrics, "urgent");
        // First come, first served: of one class nobody overtakes.
        Assert.Equal((overtaken, 0), (metrics.Batch("overtaken"), Overtaken(metrics, "bulk")));
        Assert.InRange(overtaken, 1, 16);
        Assert.Contains(
            $"{overtaken} of 16 batches ended after one that was due later",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("batch.in_order[class=urgent] >= 99%", result.Output, StringComparison.Ordinal);
        await AssertReportIsTheSameAsync(metrics);
    }

    private static long Overtaken(RunMetrics metrics, string name) =>
        Of(metrics, name).GetProperty("batches").GetProperty("overtaken").GetInt64();

    private static string DataFile(string model) =>
        $$$"""{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"{{{model}}}","messages":[{"role":"user","content":"hello"}]}}"""
        + "\n";

    private static Task<MockProcess> StartMockAsync(params string[] more) =>
        MockProcess.StartAsync(["--batch-duration", "100ms", .. more]);

    private static string[] Load(MockProcess mock) =>
        [
            "--host",
            mock.Address,
            .. "--headless --users 10 --spawn-rate 50 --wait 0s --iterations 400 --poll-interval 50ms --seed 5".Split(
                ' '
            ),
            .. "--p95-threshold-ms off --threshold batches.missed_window>=0".Split(' '),
            .. "--batch-error-rate-threshold off".Split(' '),
        ];

    private static async Task AssertAsync(RunMetrics metrics, MockProcess mock)
    {
        var counts = await mock.CountsAsync();
        var windows = counts.GetProperty("windows");
        long created = 0;
        foreach (var (name, window, rows, _) in Classes)
        {
            var part = Of(metrics, name);
            var counted = windows.GetProperty(window);
            Assert.Equal(counted.GetProperty("created").GetInt64(), Created(metrics, name));
            Assert.Equal(counted.GetProperty("rows").GetInt64(), rows * Created(metrics, name));
            Assert.Equal(
                counted.GetProperty("rows").GetInt64(),
                part.GetProperty("results").GetProperty("output_rows").GetInt64()
            );
            Assert.Equal(
                counted.GetProperty("expired").GetInt64(),
                part.GetProperty("batches").GetProperty("missed_window").GetInt64()
            );
            created += Created(metrics, name);
        }

        AssertShares(metrics);
        Assert.Equal(
            metrics.Batch("created"),
            metrics
                .Root.GetProperty("classes")
                .EnumerateArray()
                .Sum(part => part.GetProperty("batches").GetProperty("created").GetInt64())
        );
        Assert.Equal(
            counts.GetProperty("tokens").GetProperty("total").GetInt64(),
            metrics.Root.GetProperty("usage").GetProperty("total_tokens").GetInt64()
        );
        Assert.InRange(created, 1, metrics.Batch("created"));
    }

    // Of 400 draws: within four standard deviations.
    private static void AssertShares(RunMetrics metrics)
    {
        foreach (var part in metrics.Root.GetProperty("classes").EnumerateArray())
        {
            Assert.True(part.GetProperty("latency_by_time").GetProperty("p95_ms").GetDouble() > 0);
            var asked = part.GetProperty("share").GetDouble();
            var applied = part.GetProperty("applied_share").GetDouble();
            Assert.InRange(
                applied - asked,
                -4 * Math.Sqrt(asked * (1 - asked) / 400),
                4 * Math.Sqrt(asked * (1 - asked) / 400)
            );
        }
    }

    private async Task AssertReportIsTheSameAsync(RunMetrics metrics)
    {
        await BuiltProgram.RunAsync(folder.Path, null, "report", "out", "--results", "again");
        using var again = RunMetrics.Read(folder.File("again"));
        Assert.Equal(metrics.Root.GetProperty("classes").GetRawText(), again.Root.GetProperty("classes").GetRawText());
    }

    private static JsonElement Of(RunMetrics metrics, string name) =>
        metrics
            .Root.GetProperty("classes")
            .EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == name);

    private static long Created(RunMetrics metrics, string name) =>
        Of(metrics, name).GetProperty("batches").GetProperty("created").GetInt64();

    private static double Attained(RunMetrics metrics, string name) =>
        Of(metrics, name).GetProperty("batches").GetProperty("attained").GetDouble();

    private static double RowsOfOne(RunMetrics metrics, string name) =>
        Of(metrics, name).GetProperty("results").GetProperty("output_rows").GetDouble() / Created(metrics, name);
}
