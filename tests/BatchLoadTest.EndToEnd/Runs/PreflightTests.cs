using System.Text.Json;
using BatchLoadTest.Runtime;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A run asks a little before its load, and ends where all of it would be refused.</summary>
public sealed class PreflightTests : IDisposable
{
    private const string Account = "/admin/api/v1/users/current";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HealthyService_IsAskedApart_AndTheLoadCountsWhatItSends()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", "--model", "load-test");

        var result = await RunAsync(mock.Address);

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var preflight = metrics.Root.GetProperty("preflight");
        Assert.Equal(3, preflight.GetProperty("requests").GetInt32());
        Assert.InRange(preflight.GetProperty("duration_ms").GetDouble(), 0.1, 3_000);
        Assert.Contains(
            "in no other figure: the key is admitted; load-test, among 1 models",
            result.OneLine,
            StringComparison.Ordinal
        );
        var counts = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal((1, 1), (Number(counts, "batches.list"), Number(counts, "models.list")));
        // One key, made by the step that always makes it.
        Assert.Equal((1, 1), (Number(counts, "keys.create"), metrics.Sent("key")));
        Assert.Equal(Number(counts, "files.upload"), metrics.Sent("upload"));
        Assert.Equal(0, metrics.Sent("batchlist"));
        using var again = JsonDocument.Parse(await ReportAsync());
        Assert.Equal(preflight.GetRawText(), again.RootElement.GetProperty("preflight").GetRawText());
    }

    [Fact]
    public async Task NoPreflight_AsksNothing()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");

        (await RunAsync(mock.Address, "--no-preflight")).ExitedWithOnABusyMachine(ExitCodes.Success);

        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(JsonValueKind.Null, metrics.Root.GetProperty("preflight").ValueKind);
        var counts = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal((0, 0), (Number(counts, "batches.list"), Number(counts, "models.list")));
    }

    // What fails every request is said before the first of them, with what to set.
    [Theory]
    [InlineData("--login-only", "", "try --auth login")]
    [InlineData("--model other", "", "--generate-model NAME")]
    [InlineData("--api-key right", "--api-key wrong", "look whether the --api-key is one of this service")]
    public async Task WhatFailsEverything_EndsTheRun_AndNothingIsUploaded(string mockArgs, string args, string words)
    {
        await using var mock = await MockProcess.StartAsync(mockArgs.Split(' '));

        var result = await RunAsync(mock.Address, args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains(words, result.OneLine, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal("could_not_run", metrics.Root.GetProperty("run").GetProperty("end").GetString());
        Assert.Equal(0, metrics.Sent("upload"));
        var counts = await mock.CountsAsync();
        Assert.Equal(0, Number(counts.GetProperty("requests"), "files.upload"));
        Assert.Equal(mockArgs.Contains("api-key", StringComparison.Ordinal) ? 1 : 0, await mock.LiveKeysAsync());
    }

    [Fact]
    public async Task BalanceBelowNothing_EndsTheRun()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, _) =>
                context.Request.Path == "/authentication/login" ? LoginAsync(context)
                : context.Request.Path == Account
                    ? ScriptedApi.SayAsync(context, 200, """{"id":"u","credit_balance":-1.25}""")
                : context.Request.Path == Account + "/api-keys"
                    ? ScriptedApi.SayAsync(context, 201, """{"id":"k","key":"sk-1"}""")
                : context.Request.Path == "/ai/v1/batches" ? ScriptedApi.SayAsync(context, 200, """{"data":[]}""")
                : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api.Address, "--auth", "login");

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains(
            "preflight: the account's balance is -1.25; the account has no credit",
            result.OneLine,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(api.Requests, request => request.Contains("/files", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyThatIsAdmittedLater_IsWaitedForByTheLoadAsAlways()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "200ms",
            "--key-activation-delay",
            "1s"
        );

        var result = await RunAsync(mock.Address);

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        Assert.Contains("the key is not admitted yet", result.OneLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceThatHangs_TakesThreeSeconds_AndTheLoadBegins()
    {
        await using var mock = await MockProcess.StartAsync("--latency", "1h");

        var result = await RunAsync(
            mock.Address,
            "--api-key k --timeout 1s --stop-timeout 1s --clean-up-timeout 1s --iterations 1".Split(' ')
        );

        Assert.Contains(
            "preflight: no answer within 3 s; the load begins all the same",
            result.OneLine,
            StringComparison.Ordinal
        );
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.InRange(metrics.Root.GetProperty("preflight").GetProperty("duration_ms").GetDouble(), 2_900, 5_000);
        Assert.True(metrics.Sent("upload") > 0, result.Output);
    }

    // All of it is the load's: what is asked before takes two seconds and a half.
    [Fact]
    public async Task WarmUp_BeginsBehindIt()
    {
        await using var mock = await MockProcess.StartAsync("--latency", "600ms", "--batch-duration", "200ms");

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                .. "--users 3 --spawn-rate 10 --run-time 5s --warm-up 2s --wait 0s --poll-interval 200ms".Split(' '),
                .. "--generate-requests 2 --results out".Split(' '),
            ]
        );

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var run = metrics.Root.GetProperty("run");
        // The preflight alone takes longer than the warm-up.
        Assert.True(metrics.Root.GetProperty("preflight").GetProperty("duration_ms").GetDouble() > 1_700);
        Assert.InRange(run.GetProperty("warm_up").GetProperty("iterations").GetInt32(), 1, 3);
        Assert.InRange(run.GetProperty("load_time_s").GetDouble(), 4.9, 7);
        Assert.Equal(1, metrics.Sent("key"));
    }

    [Fact]
    public async Task RunThatEndsThere_HasNoLoad()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, _) =>
                context.Request.Path == Account + "/api-keys"
                    ? ScriptedApi.SayAsync(context, 403, """{"error":"Insufficient"}""")
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api.Address, "--auth", "basic");

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("look at --api-key-endpoint and --auth", result.OneLine, StringComparison.Ordinal);
        Assert.Contains("the load did not begin", result.OneLine, StringComparison.Ordinal);
        Assert.DoesNotContain("never reached", result.OneLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Master_AsksOnceForAllWorkers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", "--model", "load-test");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. "--expect-workers 2 --users 4 --spawn-rate 4 --wait 0s --run-time 2s --generate-requests 1".Split(' '),
            .. "--poll-interval 100ms".Split(' '),
            "--host",
            mock.Address,
        ]);

        (await master.EndAsync()).ExitedWithOnABusyMachine(ExitCodes.Success);

        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(3, metrics.Root.GetProperty("preflight").GetProperty("requests").GetInt32());
        var counts = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal((1, 1), (Number(counts, "batches.list"), Number(counts, "keys.create")));
    }

    private static Task<bool> LoginAsync(HttpContext context)
    {
        context.Response.Headers.SetCookie = "dwctl_session=secret; HttpOnly";
        return ScriptedApi.SayAsync(context, 200, "{}");
    }

    private async Task<string> ReportAsync()
    {
        (await BuiltProgram.RunAsync(folder.Path, null, "report", "out", "--results", "again")).ExitedWith(
            ExitCodes.Success
        );
        return await File.ReadAllTextAsync(folder.File("again/metrics.json"));
    }

    private Task<ProgramResult> RunAsync(string host, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                host,
                .. "--users 2 --spawn-rate 2 --iterations 4 --wait 0s --poll-interval 100ms --generate-requests 2".Split(
                    ' '
                ),
                .. "--results out".Split(' '),
                .. args,
            ]
        );

    private static int Number(JsonElement counts, string name) =>
        counts.TryGetProperty(name, out var count) ? count.GetInt32() : 0;
}
