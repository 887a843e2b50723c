using System.Collections.Concurrent;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A run through a proxy: which requests go there, and who says so.</summary>
public sealed class ProxyTests : IDisposable
{
    // No name service knows it: what reaches the mock came through the proxy.
    private const string Service = "http://service.test:8123";
    private const string Password = "proxy-secret-77";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("BATCH_LOAD_TEST_PROXY", "environment variable BATCH_LOAD_TEST_PROXY")]
    [InlineData("http_proxy", "http_proxy")]
    public async Task Run_ThroughAProxy_SendsEverythingThereAndNamesIt(string variable, string source)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        var lines = new ConcurrentQueue<string>();
        await using var proxy = new MeddlingProxy(
            mock.Address,
            line =>
            {
                lines.Enqueue(line);
                return Meddling.Nothing;
            }
        );
        var address = new Uri(proxy.Address).Authority;

        var result = await RunAsync(
            new() { [variable] = $"http://me:{Password}@{address}", ["NO_PROXY"] = "10.0.0.0/8, .example.org" },
            "--host",
            Service
        );

        result.ExitedWith(0);
        var shown = $"http://***@{address}";
        Assert.Matches(
            $@"(?m)^proxy\s+{System.Text.RegularExpressions.Regex.Escape($"{shown} (from {source})")}$",
            Header(result)
        );
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(shown, metrics.Root.GetProperty("run").GetProperty("proxy").GetString());
        foreach (var file in new[] { "summary.md", "report.html", "junit.xml", "run.jsonl" })
        {
            Assert.Contains(shown, await File.ReadAllTextAsync(folder.File("out/" + file)), StringComparison.Ordinal);
        }

        // Key, API and clean-up alike.
        Assert.All(lines, line => Assert.Contains($" {Service}/", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"POST {Service}/admin/", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"DELETE {Service}/admin/", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"DELETE {Service}/ai/v1/files/", StringComparison.Ordinal));
        Assert.Equal(0, await mock.LiveKeysAsync());
        NothingHolds(Password, result);
    }

    [Fact]
    public async Task Run_ExplicitProxyAndLoopback_GoesThroughIt()
    {
        var closed = RawServer.ClosedAddress();

        var result = await RunAsync(new() { ["NO_PROXY"] = "*" }, "--host", "mock", "--proxy", closed.Authority);

        result.ExitedWith(3);
        Assert.Contains(
            $"the proxy http://{closed.Authority} (from --proxy) of 127.0.0.1:",
            result.All,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--proxy", "none")]
    [InlineData("--results", "out")]
    public async Task Run_LoopbackOrNone_LeavesTheEnvironmentsAlone(string option, string value)
    {
        var closed = RawServer.ClosedAddress().Authority;

        var result = await RunAsync(
            new() { ["http_proxy"] = closed, ["ALL_PROXY"] = "[bad" },
            "--host",
            "mock",
            option,
            value
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal("none", metrics.Root.GetProperty("run").GetProperty("proxy").GetString());
        Assert.DoesNotContain("\nproxy", Header(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http_proxy", "environment variable http_proxy: must be the address of a proxy")]
    [InlineData("ALL_PROXY", "environment variable ALL_PROXY: must be the address of a proxy")]
    [InlineData(
        "BATCH_LOAD_TEST_PROXY",
        "--proxy from environment variable BATCH_LOAD_TEST_PROXY: must be the address"
    )]
    public async Task Run_NoAddressOfAProxy_IsWrongUsageAndShowsNoPassword(string variable, string expected)
    {
        var result = await RunAsync(new() { [variable] = $"ftp://me:{Password}@proxy" }, "--host", Service);

        result.ExitedWith(2);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        NothingHolds(Password, result);
    }

    private static string Header(ProgramResult result) => result.All.ReplaceLineEndings("\n").Split("\n\n")[0];

    private Task<ProgramResult> RunAsync(Dictionary<string, string> environment, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            environment,
            [.. args, "--iterations", "1", "--results", "out", "--poll-interval", "100ms"]
        );

    private void NothingHolds(string secret, ProgramResult result)
    {
        Assert.DoesNotContain(secret, result.All, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }
}
