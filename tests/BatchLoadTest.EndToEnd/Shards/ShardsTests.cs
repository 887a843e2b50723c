using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Shards;

/// <summary>Several processes as one load: their counts are the service's, their key is one, their verdict is one.</summary>
public sealed class ShardsTests
{
    [Fact]
    public async Task ThreeShards_Merged_AreWhatTheServiceCountedWithOneKey()
    {
        using var folder = new TemporaryFolder();
        await using var mock = await MockProcess.StartAsync("--batch-duration", "500ms");
        var start = DateTimeOffset.UtcNow.AddSeconds(4);
        var merging = BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["report", "s0", "s1", "s2", "--results", "merged", "--wait-for-end", "80s"]
        );
        var results = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(index => RunShardAsync(folder.Path, mock.Address, index, start))
        );

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output + result.Error));
        var report = await merging;
        Assert.True(report.ExitCode == 0, report.Output + report.Error);
        var counts = await mock.CountsAsync();
        var metrics = JsonElement.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "merged", "metrics.json"))
        );
        Assert.Equal(
            counts.GetProperty("batches").GetProperty("created").GetInt64(),
            metrics.GetProperty("batches").GetProperty("created").GetInt64()
        );
        Assert.Equal(10, Users(folder.Path));
        Assert.Equal(1, counts.GetProperty("keys").GetProperty("created").GetInt64());
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.False(File.Exists(Path.Combine(folder.Path, "key")));
    }

    [Fact]
    public async Task StartAt_SignalWhileWaiting_EndsItWithReportsAndNoKey()
    {
        using var folder = new TemporaryFolder();
        await using var mock = await MockProcess.StartAsync();
        var moment = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            ["--host", mock.Address, "--start-at", moment, "--run-time", "5s", "--results", "r"]
        );
        await program.SaysAsync("to start at");
        program.Signal("TERM");
        var result = await program.EndAsync();

        Assert.Equal(ExitCodes.Terminated, result.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.Path, "r", "metrics.json")));
        Assert.Equal(0, (await mock.CountsAsync()).GetProperty("keys").GetProperty("created").GetInt64());
    }

    [Fact]
    public async Task StartAt_LongAgo_WarnsAndStarts()
    {
        using var folder = new TemporaryFolder();
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            ["--host", "mock", "--start-at", "2026-01-01T00:00:00Z", "--iterations", "1", "--mock-batch-duration", "0s"]
        );

        Assert.Contains("ago; starting at once", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task WaitForTarget_ServiceComesLate_IsNoFailure()
    {
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            ["--host", $"http://127.0.0.1:{port}", "--wait-for-target", "60s", "--iterations", "1", "--results", "r"]
        );
        await program.SaysAsync("waiting for the service");
        await using var mock = BuiltProgram.Start(
            folder.Path,
            null,
            ["mock", "--urls", $"http://127.0.0.1:{port}", "--batch-duration", "0s"]
        );

        Assert.Equal(0, (await program.EndAsync()).ExitCode);
    }

    private static int Users(string folder) =>
        Journal.Open(Path.Combine(folder, "merged")).Run.Plan.Profile is ClosedLoad load ? load.Users : 0;

    private static Task<ProgramResult> RunShardAsync(string folder, string host, int index, DateTimeOffset start) =>
        BuiltProgram.RunAsync(
            folder,
            null,
            [
                .. new[] { "--host", host, "--users", "10", "--spawn-rate", "10", "--run-time", "6s" },
                .. new[] { "--shard", $"{index}/3", "--key-exchange", "key", "--results", $"s{index}" },
                .. new[] { "--start-at", start.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) },
                .. new[] { "--exit-code-on-error", "0" },
            ]
        );
}
