using System.Collections.Concurrent;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Servers;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>A master and its workers are one load: its counts are the service's, its key is one, its verdict is one.</summary>
public sealed class OneLoadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ThreeWorkers_CountWhatTheServiceCounted_AndTheirJournalsAddUpBucketByBucket()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        foreach (var name in new[] { "a", "b", "c" })
        {
            cluster.StartWorker(name);
        }

        await using var master = cluster.StartMaster([
            .. Load(mock.Address),
            .. new[]
            {
                "--expect-workers",
                "3",
                "--users",
                "31",
                "--spawn-rate",
                "31",
                "--wait",
                "0s",
                "--iterations-per-user",
                "3",
            },
        ]);
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.Success);
        foreach (var name in new[] { "a", "b", "c" })
        {
            (await cluster[name].EndAsync()).ExitedWith(ExitCodes.Success);
        }

        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        Assert.Equal(93, metrics.Batch("completed"));
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal(93, requests.GetProperty("files.upload").GetInt64());
        Assert.Equal(requests.GetProperty("files.upload").GetInt64(), metrics.Sent("upload"));
        Assert.Equal(requests.GetProperty("batches.get").GetInt64(), metrics.Sent("poll"));
        Assert.Equal(requests.GetProperty("files.output_content").GetInt64(), metrics.Sent("output"));
        Assert.Equal(1, requests.GetProperty("keys.create").GetInt64());
        Assert.Equal(0, await mock.LiveKeysAsync());
        AssertAddsUp(cluster);

        // As where the master was lost: the workers' journals are the whole.
        var report = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["report", .. cluster.Journals, "--results", "merged"]
        );
        report.ExitedWith(ExitCodes.Success);
        using var merged = RunMetrics.Read(folder.File("merged"));
        Assert.Equal(93, merged.Batch("completed"));
        Assert.Equal(31, merged.Root.GetProperty("run").GetProperty("users").GetProperty("asked").GetInt32());
    }

    [Fact]
    public async Task ArrivalRate_IsOneStream_OfWhichEachStartIsOneWorkers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        string[] load = [.. Load(mock.Address), "--arrival-rate", "10/s", "--run-time", "4s", "--arrivals", "even"];
        await using var master = cluster.StartMaster(["--expect-workers", "2", .. load]);

        (await master.EndAsync()).ExitedWith(ExitCodes.Success);

        using var metrics = RunMetrics.Read(cluster.Results);
        // A start is due each tenth of a second, from the first moment on.
        Assert.InRange(metrics.Batch("created"), 39, 41);
        Assert.All(cluster.Journals, journal => Assert.NotEqual(0L, Total(journal, Step.Upload).Count));
        AssertAddsUp(cluster);
    }

    [Fact]
    public async Task MasterIsStopped_AllEnd_NothingIsLeftBehind()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. Load(mock.Address),
            .. new[] { "--expect-workers", "2", "--users", "6", "--spawn-rate", "6", "--wait", "0s" },
        ]);
        await mock.HasBatchesAsync(12);
        master.Signal("INT");

        (await master.EndAsync()).ExitedWith(ExitCodes.Interrupted);
        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Success);
        (await cluster["b"].EndAsync()).ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        var counts = await mock.CountsAsync();
        Assert.Equal(counts.GetProperty("batches").GetProperty("created").GetInt64(), metrics.Batch("created"));
        Assert.Equal(0, await mock.LiveKeysAsync());
        AssertAddsUp(cluster);
    }

    // The way to the service is each machine's own; no name service knows this one.
    [Fact]
    public async Task Proxy_OfAWorker_IsItsOwn()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var ofMaster = new MeddlingProxy(mock.Address, _ => Meddling.Nothing);
        var lines = new ConcurrentQueue<string>();
        await using var ofWorker = new MeddlingProxy(
            mock.Address,
            line =>
            {
                lines.Enqueue(line);
                return Meddling.Nothing;
            }
        );
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a", "--proxy", new Uri(ofWorker.Address).Authority);
        await using var master = cluster.StartMaster([
            .. Load("http://service.test:8123"),
            .. new[] { "--proxy", new Uri(ofMaster.Address).Authority, "--iterations", "3" },
        ]);

        (await master.EndAsync()).ExitedWith(ExitCodes.Success);

        Assert.Equal(
            3,
            lines.Count(line =>
                line.StartsWith("POST http://service.test:8123/ai/v1/batches ", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task AddressOfTheSixthVersion_IsAnAddressLikeAnyOther()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = cluster.StartMaster([
            .. Load(mock.Address),
            .. new[] { "--advertise", "::1", "--expect-workers", "2", "--iterations", "6" },
        ]);
        await master.SaysAsync("batch-load-test --worker --master-host ::1");
        cluster.StartWorker("a", "--master-host", "::1");
        cluster.StartWorker("b", "--master-host", "[::1]");

        (await master.EndAsync()).ExitedWith(ExitCodes.Success);

        var joined = await cluster["b"].EndAsync();
        joined.ExitedWith(ExitCodes.Success);
        Assert.Contains($"has joined [::1]:{cluster.Port}", joined.Error, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(6, metrics.Batch("completed"));
        Assert.Equal(2, cluster.Journals.Count);
    }

    // The file is on the master's machine only.
    [Fact]
    public async Task Authorities_OfTheMaster_AreTrustedByItsWorkers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        using var certificates = new TestCertificates();
        await using var service = await TlsFront.StartAsync(mock.Address, certificates.Server);
        var file = folder.Write("ca.pem", certificates.Authority.ExportCertificatePem());
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        await using var master = cluster.StartMaster([
            .. Load(service.Address.GetLeftPart(UriPartial.Authority)),
            .. new[] { "--ca-cert", file, "--iterations", "3" },
        ]);

        (await master.EndAsync()).ExitedWith(ExitCodes.Success);

        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(3, metrics.Batch("completed"));
        Assert.Equal(0, await mock.LiveKeysAsync());
    }

    [Theory]
    [InlineData("--cluster-token", "wrong", "its --cluster-token is not the master's")]
    [InlineData("--users", "5", "a worker takes it from its master; leave it out")]
    public async Task WorkerThatDoesNotFit_SaysWhyAtOnce(string option, string value, string words)
    {
        await using var mock = await MockProcess.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = cluster.StartMaster([
            .. Load(mock.Address),
            .. new[] { "--cluster-token", "right", "--expect-workers-max-wait", "1m" },
        ]);
        await master.SaysAsync("waiting for 1 worker");

        var result = await cluster.StartWorker("a", option, value).EndAsync();

        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Equal(option == "--users" ? ExitCodes.WrongUsage : ExitCodes.CouldNotRun, result.ExitCode);
        master.Signal("INT");
        await master.EndAsync();
    }

    [Fact]
    public async Task NobodyComes_MasterEndsWithinItsPatience_AndWorkerWithinIts()
    {
        await using var mock = await MockProcess.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        var worker = cluster.StartWorker("alone", "--master-wait", "1s");

        (await worker.EndAsync()).ExitedWith(ExitCodes.CouldNotRun);
        await using var master = cluster.StartMaster([
            .. Load(mock.Address),
            .. new[] { "--expect-workers", "2", "--expect-workers-max-wait", "1s" },
        ]);
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("0 of 2 workers were ready after 1 s", result.Error, StringComparison.Ordinal);
        Assert.Contains("--master-wait", worker.Error, StringComparison.Ordinal);
    }

    internal static string[] Load(string host) =>
        [
            .. new[] { "--host", host, "--step-wait", "0s", "--poll-interval", "100ms" },
            .. new[] { "--poll-max-interval", "200ms", "--stop-timeout", "20s" },
        ];

    // What the master has added up is what the workers have on their disks, value by value.
    internal static void AssertAddsUp(ClusterProcesses cluster)
    {
        foreach (var step in Enum.GetValues<Step>().Where(step => step != Step.Key))
        {
            var sum = new LatencyHistogram();
            foreach (var journal in cluster.Journals)
            {
                sum.Add(Total(journal, step));
            }

            Assert.Equal(Buckets(sum), Buckets(Total(cluster.Results, step)));
        }
    }

    private static LatencyHistogram Total(string journal, Step step)
    {
        var sum = new LatencyHistogram();
        foreach (var second in Journal.Open(journal).Read())
        {
            sum.Add(second.Steps[step].Latency);
        }

        return sum;
    }

    private static List<(long, long)> Buckets(LatencyHistogram histogram)
    {
        List<(long, long)> buckets = [];
        foreach (var bucket in histogram)
        {
            buckets.Add(bucket);
        }

        return buckets;
    }
}
