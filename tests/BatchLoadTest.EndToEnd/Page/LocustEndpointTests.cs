using System.Text.Json;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>A program that was written for Locust drives and watches ours.</summary>
public sealed class LocustEndpointTests
{
    private static readonly string[] Load =
    [
        "--host",
        "mock",
        "--mock-batch-duration",
        "200ms",
        "--poll-interval",
        "100ms",
        "--wait",
        "0.1s-0.2s",
        "--stop-timeout",
        "5s",
    ];

    private static readonly string[] EntryNumbers =
    [
        "num_requests",
        "num_failures",
        "min_response_time",
        "max_response_time",
        "current_rps",
        "current_fail_per_sec",
        "avg_response_time",
        "median_response_time",
        "total_rps",
        "total_fail_per_sec",
        "response_time_percentile_0.95",
        "response_time_percentile_0.99",
        "avg_content_length",
    ];

    [Fact]
    public async Task StartEditStopAndStartAgain()
    {
        await using var page = await PageProgram.StartAsync(Load);
        Assert.Equal("ready", await page.StateAsync());

        var started = await page.SwarmAsync(("user_count", "3"), ("spawn_rate", "50"), ("host", ""));
        Assert.True(started.GetProperty("success").GetBoolean(), started.ToString());
        Assert.Equal("mock", started.GetProperty("host").GetString());
        await page.HasStateAsync("running");
        await page.HasRequestsAsync(20);
        Assert.Equal(3, (await page.GetAsync("stats/requests")).GetProperty("user_count").GetInt32());

        await page.SwarmAsync(("user_count", "7"), ("spawn_rate", "100"));
        await HasUsersAsync(page, 7);
        // The names that Locust had before 1.0.
        await page.SwarmAsync(("locust_count", "2"), ("hatch_rate", "100"));
        await HasUsersAsync(page, 2);

        var stopped = await page.GetAsync("stop");
        Assert.Equal("{\"success\":true,\"message\":\"Test stopped\"}", stopped.ToString());
        await page.HasStateAsync("stopped");
        Assert.Equal(0, (await page.GetAsync("stats/requests")).GetProperty("user_count").GetInt32());

        await page.SwarmAsync(("user_count", "1"), ("spawn_rate", "1"), ("run_time", "2s"));
        await page.HasStateAsync("running");
        await page.HasStateAsync("stopped");

        // Each run has a folder and reports of its own.
        var folders = Directory.GetDirectories(page.Results).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, folders.Count);
        using var first = RunMetrics.Read(folders[0]);
        Assert.Equal(7, first.Root.GetProperty("run").GetProperty("users").GetProperty("peak").GetInt32());
        Assert.Contains(
            "changed to 7 users",
            first.Root.GetProperty("run").GetProperty("notices").ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal("planned", first.Root.GetProperty("run").GetProperty("end").GetString());
    }

    [Fact]
    public async Task Stats_HaveLocustsMembersAndTypes()
    {
        await using var page = await PageProgram.StartAsync([.. Load, "--mock-fail-rate", "20%"]);
        await page.SwarmAsync(("user_count", "20"), ("spawn_rate", "200"));
        await page.HasRequestsAsync(200);

        var stats = await page.GetAsync("stats/requests");

        var entries = stats.GetProperty("stats").EnumerateArray().ToList();
        Assert.All(
            entries,
            entry =>
            {
                Types(entry, JsonValueKind.String, "method", "name", "safe_name");
                Types(entry, JsonValueKind.Number, EntryNumbers);
                Assert.True(entry.GetProperty("num_requests").TryGetInt64(out _));
                Assert.True(entry.GetProperty("num_failures").TryGetInt64(out _));
            }
        );
        Assert.Equal("Aggregated", entries[^1].GetProperty("name").GetString());
        Assert.Equal(
            entries[^1].GetProperty("num_requests").GetInt64(),
            entries.SkipLast(1).Sum(entry => entry.GetProperty("num_requests").GetInt64())
        );
        var errors = stats.GetProperty("errors").EnumerateArray().ToList();
        Assert.NotEmpty(errors);
        Assert.All(
            errors,
            error =>
            {
                Types(error, JsonValueKind.String, "name", "method", "error", "first_seen", "last_seen");
                HasTexts(error);
            }
        );
        Types(
            stats,
            JsonValueKind.Number,
            "current_rps",
            "current_fail_per_sec",
            "total_rps",
            "total_fail_per_sec",
            "fail_ratio",
            "user_count"
        );
        Types(
            stats.GetProperty("current_response_time_percentiles"),
            JsonValueKind.Number,
            "response_time_percentile_0.5",
            "response_time_percentile_0.95"
        );
        Assert.Equal("running", stats.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Stats_BeforeTheFirstRun_AreEmptyAndComplete()
    {
        await using var page = await PageProgram.StartAsync(Load);

        var stats = await page.GetAsync("stats/requests");

        Assert.Equal(0, stats.GetProperty("stats").GetArrayLength());
        Assert.Equal(0, stats.GetProperty("user_count").GetInt32());
        Assert.Equal("ready", stats.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Reset_CountsFromZero_AndLeavesTheReportWhole()
    {
        await using var page = await PageProgram.StartAsync(Load);
        await page.SwarmAsync(("user_count", "5"), ("spawn_rate", "50"));
        var before = await page.HasRequestsAsync(150);

        Assert.Equal("ok", await page.TextAsync("stats/reset"));
        await HasAsync(page, stats => Requests(stats) is var seen && seen > 0 && seen < before, "counted from zero");
        await page.GetAsync("stop");
        await page.HasStateAsync("stopped");

        using var metrics = RunMetrics.Read(Directory.GetDirectories(page.Results).Single());
        Assert.True(metrics.Root.GetProperty("summary").GetProperty("total_requests").GetInt64() > before);
    }

    [Theory]
    [InlineData("user_count", "x", "--users 'x' from the page: must be a whole number")]
    [InlineData("user_count", "0", "--users '0' from the page: must be a whole number")]
    [InlineData("spawn_rate", "-1", "--spawn-rate '-1' from the page: ")]
    [InlineData("run_time", "soon", "--run-time 'soon' from the page: ")]
    [InlineData("host", "ftp://files.example", "host must be an http or https address")]
    [InlineData("host", "javascript:alert(1)", "host must be an http or https address")]
    [InlineData("host", "file:///etc/passwd", "host must be an http or https address")]
    [InlineData("test_data", "/etc/passwd", "test_data must be one of the files that the page offers")]
    public async Task Swarm_WithAWrongField_SaysWhatIsWrongAndStartsNothing(string field, string value, string message)
    {
        await using var page = await PageProgram.StartAsync(Load);

        var answer = await page.SwarmAsync((field, value));

        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.StartsWith(message, answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("ready", await page.StateAsync());
    }

    [Fact]
    public async Task Swarm_WithoutAnyHost_SaysSo()
    {
        await using var page = await PageProgram.StartAsync();

        var answer = await page.SwarmAsync(("user_count", "1"), ("spawn_rate", "1"));

        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Contains("no target is given", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swarm_AnUnreachableHost_EndsAndSaysWhy()
    {
        await using var page = await PageProgram.StartAsync("--host", "http://127.0.0.1:9");
        await page.SwarmAsync(("user_count", "1"), ("spawn_rate", "1"));
        await page.HasStateAsync("stopped");

        await page.Program.SaysAsync("COULD NOT RUN");
    }

    [Fact]
    public async Task Autostart_WithAutoquit_EndsWithTheRunsVerdict()
    {
        await using var page = await PageProgram.StartAsync([
            .. Load,
            "--autostart",
            "--autoquit",
            "0s",
            "--run-time",
            "2s",
            "--threshold",
            "upload.p50 < 0.001ms",
        ]);

        (await page.Program.EndAsync()).ExitedWith(1);
    }

    [Fact]
    public async Task Sigterm_WhileATestRuns_WritesItsReportsFirst()
    {
        await using var page = await PageProgram.StartAsync(Load);
        await page.SwarmAsync(("user_count", "2"), ("spawn_rate", "50"));
        await page.HasRequestsAsync(10);

        page.Program.Signal("TERM");

        (await page.Program.EndAsync()).ExitedWith(143);
        using var metrics = RunMetrics.Read(Directory.GetDirectories(page.Results).Single());
        Assert.Equal("terminated", metrics.Root.GetProperty("run").GetProperty("end").GetString());
    }

    [Fact]
    public async Task Sigint_WithoutATest_EndsAtOnceWith0()
    {
        await using var page = await PageProgram.StartAsync(Load);

        page.Program.Signal("INT");

        (await page.Program.EndAsync()).ExitedWith(0);
    }

    [Fact]
    public async Task PortInUse_IsAnErrorThatNamesTheSetting()
    {
        await using var page = await PageProgram.StartAsync(Load);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LOCUST_HEADLESS"] = "" };

        var second = await BuiltProgram.RunAsync(
            Path.GetTempPath(),
            environment,
            "--host",
            "mock",
            "--web-port",
            $"{page.Address.Port}"
        );

        second.ExitedWith(2);
        Assert.Contains($"--web-port {page.Address.Port}", second.Error, StringComparison.Ordinal);
    }

    private static Task HasUsersAsync(PageProgram page, int count) =>
        HasAsync(page, stats => stats.GetProperty("user_count").GetInt32() == count, $"{count} users");

    private static async Task HasAsync(PageProgram page, Func<JsonElement, bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition(await page.GetAsync("stats/requests")))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Patience, $"never {what}");
            await Task.Delay(100);
        }
    }

    private static long Requests(JsonElement stats)
    {
        var entries = stats.GetProperty("stats");
        return entries.GetArrayLength() == 0
            ? 0
            : entries[entries.GetArrayLength() - 1].GetProperty("num_requests").GetInt64();
    }

    // Ours: all the different words of a kind, of which "error" has the first one's.
    private static void HasTexts(JsonElement error)
    {
        var texts = error.GetProperty("texts").EnumerateArray().ToList();
        Assert.Equal(
            error.GetProperty("occurrences").GetInt32(),
            texts.Sum(text => text.GetProperty("occurrences").GetInt32())
        );
        Assert.All(texts, text => Types(text, JsonValueKind.String, "words", "first_seen", "last_seen"));
        Assert.Contains(
            texts,
            text =>
                error
                    .GetProperty("error")
                    .GetString()!
                    .EndsWith(text.GetProperty("words").GetString()!, StringComparison.Ordinal)
        );
    }

    private static void Types(JsonElement entry, JsonValueKind kind, params string[] members) =>
        Assert.All(members, member => Assert.Equal(kind, entry.GetProperty(member).ValueKind));
}
