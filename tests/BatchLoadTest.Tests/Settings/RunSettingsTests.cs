using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Tests.Settings;

/// <summary>How options become records.</summary>
public sealed class RunSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Defaults()
    {
        var settings = await line.RunAsync();

        Assert.Equal(new Uri("https://target.example"), settings.Target.Host);
        Assert.False(settings.Target.IsMock);
        Assert.Equal(new KeyOptions(), settings.Key);
        // A run without an end waits for its batches.
        Assert.Equal(new WorkflowOptions { MaxPolls = int.MaxValue }, settings.Workflow);
        Assert.Equal(
            new LoadPlan
            {
                Profile = new ClosedLoad(1, 1),
                Wait = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)),
                StopTimeout = TimeSpan.FromSeconds(30),
            },
            settings.Load
        );
        Assert.Equal("builtin", settings.Engine);
        Assert.Equal(
            [
                "p95 <= 1000ms",
                "error_rate <= 1%",
                "batches.error_rate <= 1%",
                "requests > 0",
                "batches.seen_to_end > 0",
                "step.error_rate <= 5%",
                "step.without_success == 0",
                "requests.hung == 0",
                "requests.resent_rate <= 1%",
                "service.silent_rate <= 1%",
                "service.longest_silence <= 30s",
                "batches.overdue == 0",
                "batches.foreign_answers == 0",
                "results.defects == 0",
                "results.unchecked == 0",
                "results.row_error_rate <= 1%",
                "batches.violations == 0",
                "batches.missed_window == 0",
            ],
            settings.Verdict.Thresholds.Select(threshold => threshold.Text)
        );
        Assert.All(settings.Verdict.Thresholds, threshold => Assert.True(threshold.IsDefault));
        Assert.Null(settings.Output.ResultsDirectory);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.Output.StatsInterval);
        Assert.Equal(LogLevel.Information, settings.Output.LogLevel);
        Assert.False(settings.Headless);
        Assert.Empty(settings.Warnings);
        Assert.Empty(line.Error);
    }

    [Fact]
    public async Task ApiOptions_DefaultsAreTheClientsOwn()
    {
        var host = new Uri("http://127.0.0.1:5");
        var settings = await line.RunAsync();
        var options = settings.Target.ToApiOptions(host);
        var own = new BatchApiOptions
        {
            Host = host,
            Headers = options.Headers,
            UploadTimeout = BatchApiOptions.DefaultUploadTimeout,
        };
        Assert.Equal(own, options);
    }

    [Fact]
    public async Task Target_EveryOption()
    {
        using var certificates = new TestCertificates();
        var certificate = line.Write("ca.pem", certificates.Authority.ExportCertificatePem());
        var settings = await line.RunAsync([
            "--api-base",
            "/openai/v1/",
            "--timeout",
            "1m30s",
            "--http-version",
            "2",
            "--connections",
            "per-user",
        ]);
        var other = await line.RunAsync([
            "--ca-cert",
            "ca.pem",
            "--header",
            "X-One: a: b",
            "--header",
            "X-Two:c",
            "--insecure",
            "false",
        ]);

        var options = settings.Target.ToApiOptions(settings.Target.Host!);
        Assert.Equal("/openai/v1", options.ApiBase);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Timeout);
        Assert.Equal(new Version(2, 0), options.HttpVersion);
        Assert.Equal(ConnectionMode.PerUser, options.Connections);
        Assert.Equal(certificate, other.Target.CaCertificateFile);
        Assert.False(other.Target.Insecure);
        Assert.Equal(
            [KeyValuePair.Create("X-One", "a: b"), KeyValuePair.Create("X-Two", "c")],
            other.Target.ToApiOptions(other.Target.Host!).Headers
        );
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("http_proxy", "http://u:secret@p:3128", "http://***@p:3128 from http_proxy")]
    [InlineData("BATCH_LOAD_TEST_PROXY", "p:3128", "http://p:3128 from environment variable BATCH_LOAD_TEST_PROXY")]
    [InlineData("BATCH_LOAD_TEST_PROXY", "none", null)]
    public async Task Target_Proxy(string? variable, string? value, string? expected)
    {
        if (variable is not null)
        {
            line.Variables[variable] = value;
        }

        var settings = await line.RunAsync("--host", "http://service.test");

        var target = settings.Target.ToApiOptions(settings.Target.Host!);
        var proxy = target.Proxies.For(target.Host);
        Assert.Equal(expected, proxy is null ? null : $"{proxy} from {proxy.Source}");
        Assert.True(target.KeepsCookies);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ProxyAndCookies_OnTheCommandLine()
    {
        var settings = await line.RunAsync("--proxy", "http://u:secret@p:3128", "--cookies", "off");

        var target = settings.Target.ToApiOptions(settings.Target.Host!);
        Assert.False(target.KeepsCookies);
        Assert.Equal("http://***@p:3128", target.Proxies.For(target.Host)?.ToString());
        Assert.Contains(
            settings.All,
            setting => setting is { Name: "proxy", Value: "http://***@p:3128", Source: "--proxy" }
        );
        Assert.Contains(
            line.Warnings,
            warning => warning.Contains("the password in --proxy on the command line", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Load_EveryOption()
    {
        var settings = await line.RunAsync([
            .. new[] { "-u", "20", "-r2.5", "-t=1h30m", "--iterations", "5000000000", "--wait", "500ms-2s" },
            .. new[] { "--step-wait", "1s", "-s", "0", "--seed", "7", "--engine", "BuiltIn", "--headless" },
        ]);

        Assert.Equal(new ClosedLoad(20, 2.5), settings.Load.Profile);
        Assert.Equal(TimeSpan.FromMinutes(90), settings.Load.RunTime);
        Assert.Equal(5_000_000_000, settings.Load.Iterations);
        Assert.Equal(new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), settings.Load.Wait);
        Assert.Equal(new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), settings.Workflow.StepWait);
        Assert.Equal(TimeSpan.Zero, settings.Load.StopTimeout);
        Assert.Equal(7, settings.Load.Seed);
        Assert.Equal("builtin", settings.Engine);
        Assert.True(settings.Headless);
    }

    [Fact]
    public async Task Workflow_EveryOption()
    {
        var settings = await line.RunAsync([
            .. new[] { "--verify", "both", "--endpoint", "/v1/embeddings", "--completion-window", "1h" },
            .. new[] { "--poll-interval", "1s", "--poll-backoff", "1", "--poll-max-interval", "10s" },
            .. new[] { "--max-polls", "1", "--batch-timeout", "1h", "--max-retries", "0" },
            .. new[] { "--max-line", "2MB" },
        ]);

        Assert.Equal(
            new WorkflowOptions
            {
                Verify = VerifyMode.Both,
                Endpoint = "/v1/embeddings",
                CompletionWindow = "1h",
                PollInterval = TimeSpan.FromSeconds(1),
                PollBackoff = 1,
                PollMaxInterval = TimeSpan.FromSeconds(10),
                MaxPolls = 1,
                BatchTimeout = TimeSpan.FromHours(1),
                MaxRetries = 0,
                MaxLine = 2_000_000,
            },
            settings.Workflow
        );
    }

    [Fact]
    public async Task VerdictAndOutput_EveryOption()
    {
        var settings = await line.RunAsync([
            .. new[] { "--p95-threshold-ms", "250.5", "--error-rate-threshold", "2%" },
            .. new[] { "--threshold", "create.p95 < 500ms", "--threshold", "rps > 20" },
            .. new[] { "--results", "out", "--print-stats", "--stats-interval", "500ms", "-L", "WARNING" },
            .. new[] { "--tag", "team=core", "--tag", "note=a=b" },
        ]);

        Assert.Equal(
            ["p95 <= 250.5ms", "error_rate <= 2%", "batches.error_rate <= 2%", "create.p95 < 500ms", "rps > 20"],
            settings.Verdict.Thresholds.Where(threshold => !threshold.IsDefault).Select(threshold => threshold.Text)
        );
        Assert.Equal(
            [250.5, 0.02, 0.02, 500, 20],
            settings.Verdict.Thresholds.Where(threshold => !threshold.IsDefault).Select(threshold => threshold.Limit)
        );
        Assert.Equal("--p95-threshold-ms", settings.Verdict.Thresholds[0].Source);
        Assert.Equal("--threshold", settings.Verdict.Thresholds[^1].Source);
        Assert.Equal(Path.Combine(line.WorkingDirectory, "out"), settings.Output.ResultsDirectory);
        Assert.True(settings.Output.PrintStats);
        Assert.False(settings.Output.OnlySummary);
        Assert.Equal(TimeSpan.FromMilliseconds(500), settings.Output.StatsInterval);
        Assert.Equal(LogLevel.Warning, settings.Output.LogLevel);
        Assert.Equal([KeyValuePair.Create("team", "core"), KeyValuePair.Create("note", "a=b")], settings.Output.Tags);
    }

    [Fact]
    public async Task Limits_CanBeSwitchedOff()
    {
        var settings = await line.RunAsync(
            "--p95-threshold-ms",
            "off",
            "--error-rate-threshold",
            "OFF",
            "--check-results",
            "off"
        );
        Assert.All(settings.Verdict.Thresholds, threshold => Assert.True(threshold.IsDefault));
        Assert.DoesNotContain(
            settings.Verdict.Thresholds,
            threshold =>
                threshold.Metric.Name is "p95"
                || threshold.Metric.Name.EndsWith("error_rate", StringComparison.Ordinal)
                || threshold.Metric.Name.StartsWith("results.", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("--run-time 1h", 60)]
    [InlineData("--profile soak", 60)]
    [InlineData("--iterations 1", int.MaxValue)]
    [InlineData("--run-time 1h --batch-timeout 2h", int.MaxValue)]
    [InlineData("--iterations 1 --max-polls 7", 7)]
    public async Task MaxPolls_HasALimitOnlyWhereNothingElseEndsTheWaiting(string args, int polls)
    {
        var settings = await line.RunAsync(args.Split(' '));

        Assert.Equal(polls, settings.Workflow.MaxPolls);
    }

    [Theory]
    // A first run began with a warning of an option that nobody gave.
    [InlineData("--run-time 10s", 40, null)]
    [InlineData("--run-time 10s --stop-timeout 5s", 15, null)]
    [InlineData(
        "--run-time 10s --timeout 50s",
        50,
        "--timeout 50s is longer than run time and stop time-out together (40s)"
    )]
    [InlineData("--run-time 10s --timeout 30s", 30, null)]
    [InlineData("--run-time 30s", 60, null)]
    [InlineData("--iterations 1", 60, null)]
    public async Task Timeout_LongerThanTheRun_IsShortenedOrWarnedOf(string args, int seconds, string? warning)
    {
        var settings = await line.RunAsync(args.Split(' '));

        Assert.Equal(TimeSpan.FromSeconds(seconds), settings.Target.Timeout);
        var warnings = settings.Warnings.Where(each => each.StartsWith("--timeout", StringComparison.Ordinal)).ToList();
        Assert.Equal(warning is null ? 0 : 1, warnings.Count);
        Assert.All(warnings, each => Assert.StartsWith(warning!, each, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeouts_ThatTheRunsLengthSets_AreReportedWithThat()
    {
        var settings = await line.RunAsync("--run-time", "10s");

        Assert.Empty(settings.Warnings);
        Assert.Equal(
            [
                new("timeout", "40s", "run time and stop time-out"),
                new("upload-timeout", "40s", "run time and stop time-out"),
            ],
            settings.All.Where(each => each.Name is "timeout" or "upload-timeout")
        );
    }

    [Fact]
    public async Task Threshold_OnADefaultsMetric_ReplacesTheDefault()
    {
        var settings = await line.RunAsync(
            "--threshold",
            "p95 < 2s",
            "--threshold",
            "BATCHES.error_rate <= 20%",
            "--threshold",
            "results.defects <= 3"
        );

        Assert.Equal(
            ["p95 < 2s"],
            settings.Verdict.Thresholds.Where(each => each.Metric.Name == "p95").Select(each => each.Text)
        );
        Assert.Equal(0.2, Assert.Single(settings.Verdict.Thresholds, OfBatches).Limit);
        Assert.Equal(
            3,
            Assert.Single(settings.Verdict.Thresholds, each => each.Metric.Name == "results.defects").Limit
        );
        Assert.Single(settings.Verdict.Thresholds, each => each.Metric.Name == "error_rate");

        static bool OfBatches(Threshold threshold) => threshold.Metric.Name == "batches.error_rate";
    }

    // An emergency brake takes no limit away; what only leaves the beginning out is the same limit, better said.
    [Theory]
    [InlineData("error_rate < 20% over 30s abort", 2)]
    [InlineData("error_rate < 20% from 1m", 1)]
    [InlineData("error_rate < 20% abort", 1)]
    public async Task Threshold_OverAWindow_ReplacesNoDefault(string text, int onTheMetric)
    {
        var settings = await line.RunAsync("--threshold", text, "--run-time", "10m");

        Assert.Equal(
            onTheMetric,
            settings.Verdict.Thresholds.Count(threshold => threshold.Metric.Name == "error_rate")
        );
    }

    [Theory]
    [InlineData("over 31s", "30s", "a full window in a run of 30s; it takes 31s at least")]
    [InlineData("over 20s from 10s", "30s", "a full window in a run of 30s; it takes 31s at least")]
    [InlineData("from 30s", "30s", "a whole second in a run of 30s; it takes 31s at least")]
    public async Task Threshold_LongerThanTheRun_IsAnError(string part, string runTime, string words)
    {
        var error = await line.ErrorAsync("--threshold", $"error_rate < 20% {part}", "--run-time", runTime);

        Assert.Equal(
            $"--threshold 'error_rate < 20% {part}' from the command line: 'error_rate < 20% {part}' would never have {words}",
            error
        );
    }

    [Theory]
    [InlineData("over 30s", "--run-time", "30s")]
    [InlineData("over 20s from 9s", "--run-time", "30s")]
    // Nobody knows how long.
    [InlineData("over 1h", "--iterations", "5")]
    public async Task Threshold_ThatFitsTheRun_IsTaken(string part, string option, string value) =>
        Assert.Contains(
            (await line.RunAsync("--threshold", $"error_rate < 20% {part}", option, value)).Verdict.Thresholds,
            threshold => threshold.Over is not null
        );

    [Fact]
    public async Task AbortOnFail_IsOffByDefault()
    {
        Assert.False((await line.RunAsync()).Verdict.AbortOnFail);
        Assert.True((await line.RunAsync("--abort-on-fail")).Verdict.AbortOnFail);
    }

    [Fact]
    public async Task Threshold_BesideALimitThatAPersonGave_BothAreJudged()
    {
        var settings = await line.RunAsync("--p95-threshold-ms", "500", "--threshold", "p95 < 2s");

        Assert.Equal(
            ["p95 <= 500ms", "p95 < 2s"],
            settings.Verdict.Thresholds.Where(each => each.Metric.Name == "p95").Select(each => each.Text)
        );
    }

    [Theory]
    [InlineData("--error-rate-threshold 2%", "error_rate <= 2%|batches.error_rate <= 2%")]
    [InlineData("--batch-error-rate-threshold 20%", "error_rate <= 1%|batches.error_rate <= 20%")]
    [InlineData(
        "--error-rate-threshold 2% --batch-error-rate-threshold 20%",
        "error_rate <= 2%|batches.error_rate <= 20%"
    )]
    [InlineData("--error-rate-threshold off --batch-error-rate-threshold 20%", "batches.error_rate <= 20%")]
    [InlineData("--error-rate-threshold 2% --batch-error-rate-threshold off", "error_rate <= 2%")]
    [InlineData(
        "--error-rate-threshold 2% --threshold batches.error_rate<=30%",
        "error_rate <= 2%|batches.error_rate<=30%"
    )]
    [InlineData(
        "--batch-error-rate-threshold 20% --threshold batches.error_rate<=30%",
        "error_rate <= 1%|batches.error_rate <= 20%|batches.error_rate<=30%"
    )]
    public async Task BatchErrorRate_IsApartFromThatOfRequestsWhereItIsGiven(string args, string thresholds)
    {
        var settings = await line.RunAsync(args.Split(' '));

        Assert.Equal(
            thresholds.Split('|'),
            settings
                .Verdict.Thresholds.Where(each => each.Metric.Name is "error_rate" or "batches.error_rate")
                .Select(each => each.Text)
        );
    }

    [Theory]
    [InlineData("--iterations 1", 300, null)]
    [InlineData("--run-time 10s", 40, null)]
    [InlineData("--iterations 1 --timeout 5s", 5, null)]
    [InlineData("--iterations 1 --timeout 5s --upload-timeout 20s", 20, null)]
    [InlineData(
        "--run-time 10s --upload-timeout 50s",
        50,
        "--upload-timeout 50s is longer than run time and stop time-out together (40s): no request can reach it"
    )]
    public async Task UploadTimeout_StandsBesideThatOfOtherRequests(string args, int seconds, string? warning)
    {
        var settings = await line.RunAsync(args.Split(' '));

        Assert.Equal(TimeSpan.FromSeconds(seconds), settings.Target.UploadTimeout);
        Assert.Equal(
            warning,
            settings.Warnings.SingleOrDefault(each => each.StartsWith("--upload", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task NoDefaultThresholds_OnlyWhatAPersonGave()
    {
        var settings = await line.RunAsync(
            "--no-default-thresholds",
            "--error-rate-threshold",
            "5%",
            "--threshold",
            "rps > 1"
        );

        Assert.Equal(
            ["error_rate <= 5%", "batches.error_rate <= 5%", "rps > 1"],
            settings.Verdict.Thresholds.Select(each => each.Text)
        );
    }

    [Fact]
    public async Task TestData_WorkingDirectoryBeforeProgramDirectory()
    {
        const string name = "test_data/batch_input_medium.jsonl";
        var settings = await line.RunAsync();
        Assert.Equal(Path.Combine(line.WorkingDirectory, name), settings.Data.File);

        var shipped = Path.Combine(line.ProgramDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(shipped)!);
        await File.WriteAllTextAsync(shipped, "");
        settings = await line.RunAsync();
        Assert.Equal(shipped, settings.Data.File);

        var own = line.Write(name, "");
        settings = await line.RunAsync();
        Assert.Equal(own, settings.Data.File);
    }

    [Fact]
    public async Task Run_IsASubcommandToo()
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("run", "--host", "mock", "--users", "3"));
        Assert.Equal(3, Assert.IsType<ClosedLoad>(line.Run!.Load.Profile).Users);
    }

    [Theory]
    [InlineData("http://localhost:3001", "http://localhost:3001/")]
    [InlineData("https://h:8443/", "https://h:8443/")]
    [InlineData("http://[::1]:80", "http://[::1]/")]
    public async Task Host_Read(string text, string expected)
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("-H", text));
        Assert.Equal(expected, line.Run!.Target.Host!.AbsoluteUri);
    }

    [Fact]
    public async Task LastOneWins()
    {
        var settings = await line.RunAsync("--users", "5", "-u", "6");
        Assert.Equal(6, Assert.IsType<ClosedLoad>(settings.Load.Profile).Users);
    }

    [Fact]
    public async Task All_SaysValueAndSourceInTheOrderOfHelp()
    {
        line.Variables["LOCUST_USERS"] = "7";
        var settings = await line.RunAsync("--seed", "3");

        Assert.Equal(new ReportedSetting("host", "https://target.example", "--host"), settings.All[0]);
        Assert.Contains(new("users", "7", "environment variable LOCUST_USERS"), settings.All);
        Assert.Contains(new("seed", "3", "--seed"), settings.All);
        Assert.Contains(new("wait", "1s-3s", "default"), settings.All);
        Assert.DoesNotContain(settings.All, setting => setting.Name is "run-time" or "api-key" or "mock-latency");
    }
}
