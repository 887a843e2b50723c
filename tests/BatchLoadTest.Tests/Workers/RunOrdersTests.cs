using System.Security.Cryptography;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.CommandLine;
using BatchLoadTest.Tests.Support.Servers;
using BatchLoadTest.Workers;

namespace BatchLoadTest.Tests.Workers;

/// <summary>A worker makes of what it is told what its master has understood.</summary>
public sealed class RunOrdersTests : IDisposable
{
    private readonly CommandLineHarness line = new();
    private readonly WorkerSettings worker;

    public RunOrdersTests()
    {
        line.InvokeAsync("--worker").GetAwaiter().GetResult();
        worker = line.Worker!;
    }

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--users|30|--spawn-rate|2.5|--run-time|90s|--warm-up|10s|--wait|1s-2s|--stop-timeout|7s")]
    [InlineData("--stages|1m:10,2m:10,1m:0|--step-wait|10ms|--seed|7|--threshold|upload.p95 < 2s")]
    [InlineData("--arrival-rate|30/m|--arrivals|even|--max-users|70|--iterations|500|--run-time|5m")]
    [InlineData("--in-flight|12|--batch-timeout|90m|--max-polls|9")]
    [InlineData("--profile|smoke|--header|X-One: 1|--header|X-Two: 2|--error-rate-threshold|2%")]
    [InlineData("--pacing|30s|--iterations-per-user|3|--generate-requests|40|--generate-bytes|2KB|--run-time|20s")]
    [InlineData(
        "--generate-requests|40|--prompt-tokens|lognormal(300,900)|--output-tokens|5..9|--shared-prefix|30%x2:40"
    )]
    [InlineData("--api-base|/v1|--timeout|3s|--poll-backoff|3|--keep-files|--http-version|2|--check-results|count")]
    [InlineData("capacity|--from|20/s|--arrivals|even|--poll-interval|250ms|--threshold|batch.turnaround.p95 < 5m")]
    [InlineData("capacity|--of|users|--from|10|--wait|2s|--max-time|20m|--stop-timeout|9s|--generate-requests|10")]
    public async Task Settings_OfTheWorker_AreTheMasters(string args)
    {
        var asked = await MasterAsync(args.Split('|'));

        var prepared = await PrepareAsync(asked);

        AssertSame(asked, prepared);
    }

    // What was given for the run of the program's start is no contradiction to what is chosen on the page.
    [Theory]
    [InlineData("users", "5")]
    [InlineData("stages", "1m:10,1m:0")]
    [InlineData("capacity", "1")]
    public async Task Settings_ChosenOnThePage_ReachTheWorker(string name, string value)
    {
        line.Variables["LOCUST_HEADLESS"] = "false";
        var asked = await MasterAsync("--arrival-rate", "5/s", "--arrivals", "even", "--run-time", "10m");
        var changed = asked.ReadAgain!(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });
        Assert.Empty(changed.Errors);

        AssertSame(changed.Settings, await PrepareAsync(changed.Settings));
    }

    [Fact]
    public async Task Sizes_EachSearchHasItsOwn()
    {
        var asked = await MasterAsync("capacity", "--sizes", "10,200");
        var second = asked with { Data = asked.Data with { GeneratedRows = 200 } };

        Assert.Equal(200, (await PrepareAsync(second)).Data.GeneratedRows);
    }

    [Fact]
    public async Task Authorities_OfADerFile_ComeToo()
    {
        using var certificates = new TestCertificates();
        var file = line.Write("ca.der", "");
        await File.WriteAllBytesAsync(file, certificates.Authority.RawData);

        var asked = await MasterAsync("--ca-cert", file);

        var order = await RunOrders.MakeAsync(asked, asked.Target.Host!, "run", null);
        Assert.Equal(certificates.Authority.ExportCertificatePem().Trim(), order.Authorities!.Trim());
    }

    [Fact]
    public async Task Authorities_ComeAsCertificates_WithoutTheKeyThatLiesBesideThem()
    {
        using var certificates = new TestCertificates();
        using var key = ECDsa.Create();
        var pem = certificates.Authority.ExportCertificatePem();
        var asked = await MasterAsync("--ca-cert", line.Write("ca.pem", $"{pem}\n{key.ExportPkcs8PrivateKeyPem()}\n"));

        var order = await RunOrders.MakeAsync(asked, asked.Target.Host!, "run", null);
        Assert.Equal(pem.Trim(), order.Authorities!.Trim());
        Assert.DoesNotContain(
            order.Settings.Values.SelectMany(texts => texts),
            text => text.EndsWith("ca.pem", StringComparison.Ordinal)
        );

        var (run, problem) = await PreparedRun.PrepareAsync(new NoMaster(), order, 1, worker);
        Assert.Null(problem);
        var file = run!.Settings.Target.CaCertificateFile!;
        Assert.Equal(pem.Trim(), (await File.ReadAllTextAsync(file)).Trim());
        run.Dispose();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Capacity_OfAMaster_NeedsTheWholeLoad()
    {
        await line.InvokeAsync("capacity", "--host", "http://a.test", "--master", "--on-worker-loss", "continue");

        Assert.Equal(
            "--on-worker-loss 'continue' from the command line: a level with less load than it asks for says nothing",
            Assert.Single(line.Errors)
        );
    }

    private async Task<RunSettings> MasterAsync(params string[] args)
    {
        var command = args[0] == "capacity" ? args[..1] : [];
        var code = await line.InvokeAsync([
            .. command,
            "--host",
            "https://target.example",
            "--master",
            .. args[command.Length..],
        ]);
        Assert.True(code == ExitCodes.Success, line.Error);
        return line.Run!;
    }

    private async Task<RunSettings> PrepareAsync(RunSettings asked)
    {
        var order = await RunOrders.MakeAsync(asked, asked.Target.Host!, "run", null);
        var (run, problem) = await PreparedRun.PrepareAsync(new NoMaster(), order, 1, worker);
        Assert.Null(problem);
        using (run)
        {
            return run!.Settings;
        }
    }

    private static void AssertSame(RunSettings asked, RunSettings prepared)
    {
        Assert.Equal(asked.Load, prepared.Load);
        Assert.Equal(asked.Workflow with { Metadata = [] }, prepared.Workflow with { Metadata = [] });
        Assert.Equal(asked.Workflow.Metadata, prepared.Workflow.Metadata);
        Assert.Equal(
            asked.Verdict.Thresholds.Select(threshold => threshold.Text),
            prepared.Verdict.Thresholds.Select(threshold => threshold.Text)
        );
        Assert.Equal(asked.Data with { File = "" }, prepared.Data with { File = "" });
        Assert.Equal(
            asked.Target with
            {
                Headers = [],
                Proxies = prepared.Target.Proxies,
                DialectSource = "",
            },
            prepared.Target with
            {
                Headers = [],
                DialectSource = "",
            }
        );
        Assert.Equal(asked.Target.Headers, prepared.Target.Headers);
        Assert.Null(prepared.Capacity);
        Assert.Null(prepared.Page);
        var users = asked.Load.Profile is ClosedLoad ? asked.All.SingleOrDefault(each => each.Name == "users") : null;
        Assert.Equal(users, prepared.All.SingleOrDefault(each => each.Name == "users"));
        Assert.DoesNotContain(prepared.All, each => each.Name is "results" or "proxy" or "api-key");
    }

    private sealed class NoMaster : IMasterCalls
    {
        public Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello) => throw new NotSupportedException();

        public Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick) => throw new NotSupportedException();

        public Task<byte[]> DataAsync(string runId, long offset) => throw new NotSupportedException();

        public Task<KeyAnswer> KeyAsync(KeyQuestion question) => throw new NotSupportedException();
    }
}
