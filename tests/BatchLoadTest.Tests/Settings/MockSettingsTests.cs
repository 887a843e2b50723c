using BatchLoadTest.Authentication;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Tests.Settings;

public sealed class MockSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Alone_Defaults()
    {
        var mock = await MockAsync();
        Assert.Equal(["http://127.0.0.1:3001"], mock.Urls);
        Assert.Equal(
            new MockServerOptions
            {
                Urls = mock.Urls,
                ApiKeys = mock.ApiKeys,
                Username = "admin",
                Password = "password",
                BatchDuration = TimeSpan.FromSeconds(3),
                RetryAfter = TimeSpan.FromSeconds(1),
                FileLife = TimeSpan.FromMinutes(10),
            },
            mock
        );
        Assert.Empty(mock.ApiKeys);
    }

    [Fact]
    public async Task Alone_EveryOption()
    {
        var mock = await MockAsync([
            .. new[] { "--urls", "http://0.0.0.0:80;http://*:81", "--dialect", "openai", "--batch-duration", "0" },
            .. new[] { "--latency", "20ms", "--latency-jitter", "5ms", "--fail-rate", "1%", "--row-fail-rate", "0.2" },
            .. new[]
            {
                "--expire-rate",
                "0.5",
                "--batch-fail-rate",
                "50%",
                "--rate-limit",
                "100",
                "--retry-after",
                "2s",
            },
            .. new[] { "--username", "u", "--password", "p", "--api-key", "k1", "--api-key", "k2" },
            .. new[] { "--key-activation-delay", "1s", "--max-file-bytes", "4KB", "--file-life", "1m", "--http2" },
            .. new[] { "--seed", "9", "--data-folder", "data", "--access-log", "a.log", "-L", "debug" },
            .. new[] { "--analytics-delay", "30s", "--cancel-tail", "2s", "--unlink-batches", "--nagle" },
            .. new[] { "--second-api-key", "k3", "--share-objects" },
        ]);

        Assert.Equal(["http://0.0.0.0:80", "http://*:81"], mock.Urls);
        Assert.Equal(["k1", "k2"], mock.ApiKeys);
        Assert.Equal(
            new MockServerOptions
            {
                Urls = mock.Urls,
                ApiKeys = mock.ApiKeys,
                Flavour = MockFlavour.OpenAI,
                BatchDuration = TimeSpan.Zero,
                Latency = TimeSpan.FromMilliseconds(20),
                LatencyJitter = TimeSpan.FromMilliseconds(5),
                FailRate = 0.01,
                RowFailRate = 0.2,
                ExpireRate = 0.5,
                BatchFailRate = 0.5,
                AnalyticsDelay = TimeSpan.FromSeconds(30),
                CancelTail = TimeSpan.FromSeconds(2),
                UnlinksBatches = true,
                Nagle = true,
                SecondApiKey = "k3",
                SharesObjects = true,
                RateLimit = 100,
                RetryAfter = TimeSpan.FromSeconds(2),
                Username = "u",
                Password = "p",
                KeyActivationDelay = TimeSpan.FromSeconds(1),
                MaxFileBytes = 4000,
                FileLife = TimeSpan.FromMinutes(1),
                Http2 = true,
                Seed = 9,
                DataFolder = Path.Combine(line.WorkingDirectory, "data"),
                AccessLog = Path.Combine(line.WorkingDirectory, "a.log"),
            },
            mock
        );
        Assert.Empty(line.Error);
    }

    [Fact]
    public async Task Alone_EveryMisbehaviour()
    {
        var mock = await MockAsync([
            .. "--output-error-rate 0.07 --lose-rows 1% --double-rows 2% --swap-rows 3% --corrupt-rows 4%".Split(' '),
            .. "--rows-in-both 5% --strip-rows 6% --lying-counts 8% --backwards-status 9%".Split(' '),
            .. "--shrinking-counts 10% --unknown-status 11% --stuck-finalizing 12% --stuck-cancelling 13%".Split(' '),
            .. "--late-batches 14% --cut-downloads 15% --incomplete-downloads 16% --late-commit-rows 19%".Split(' '),
            .. "--change-rows 22% --vanish-rows 23% --cancel-lose-rows 24% --cancel-double-rows 25%".Split(' '),
            .. "--retry-lose-rows 26% --retry-double-rows 27% --list-skips 28% --list-repeats 29%".Split(' '),
            .. "--keep-expired 31% --ignore-expiry 32% --keep-deleted 33% --survive-input 34% --keep-results 35%".Split(
                ' '
            ),
            .. "--hidden-after-create 700ms --missing-usage 17% --wrong-usage 18% --wrong-last-line 21%".Split(' '),
            .. "--miss-window 1h=0.2,24h=3% --miss-window 2s=1".Split(' '),
        ]);

        Assert.Equal(0.07, mock.OutputErrorRate);
        Assert.Equal(
            [new WindowMiss("1h", 0.2), new WindowMiss("24h", 0.03), new WindowMiss("2s", 1)],
            mock.Misbehaviour.MissWindows
        );
        Assert.Equal(
            new MockMisbehaviour
            {
                LoseRows = 0.01,
                DoubleRows = 0.02,
                SwapRows = 0.03,
                CorruptRows = 0.04,
                RowsInBoth = 0.05,
                StripRows = 0.06,
                LyingCounts = 0.08,
                BackwardsStatus = 0.09,
                ShrinkingCounts = 0.1,
                UnknownStatus = 0.11,
                StuckFinalizing = 0.12,
                StuckCancelling = 0.13,
                LateBatches = 0.14,
                CutDownloads = 0.15,
                IncompleteDownloads = 0.16,
                LateCommitRows = 0.19,
                WrongLastLine = 0.21,
                ChangeRows = 0.22,
                VanishRows = 0.23,
                CancelLoseRows = 0.24,
                CancelDoubleRows = 0.25,
                RetryLoseRows = 0.26,
                RetryDoubleRows = 0.27,
                ListSkips = 0.28,
                ListRepeats = 0.29,
                KeepExpired = 0.31,
                IgnoreExpiry = 0.32,
                KeepDeleted = 0.33,
                SurviveInput = 0.34,
                KeepResults = 0.35,
                HiddenAfterCreate = TimeSpan.FromMilliseconds(700),
                MissingUsage = 0.17,
                WrongUsage = 0.18,
                MissWindows = mock.Misbehaviour.MissWindows,
            },
            mock.Misbehaviour
        );
    }

    [Fact]
    public async Task SharesThatAddUpToOne_AreNotRefusedForTheirRounding()
    {
        var mock = await MockAsync([
            .. "--lose-rows 0.7 --double-rows 0.1 --swap-rows 0.1 --corrupt-rows 0.1".Split(' '),
        ]);
        Assert.Empty(mock.Validate());
    }

    [Fact]
    public async Task Alone_FromEnvironmentAndFile()
    {
        line.Variables["BATCH_LOAD_TEST_LATENCY"] = "7ms";
        line.Variables["BASIC_AUTH_USERNAME"] = "someone";
        line.Variables["LOCUST_CSV"] = "x";
        line.Write("mock.json", """{"fail-rate": "10%", "api-key": ["a", "b"]}""");
        var mock = await MockAsync("--config", "mock.json");
        Assert.Equal(TimeSpan.FromMilliseconds(7), mock.Latency);
        Assert.Equal("someone", mock.Username);
        Assert.Equal(0.1, mock.FailRate);
        Assert.Equal(["a", "b"], mock.ApiKeys);
        Assert.Empty(line.Warnings);
    }

    [Theory]
    [InlineData("--urls|https://h", "--urls 'https://h' from the command line: must be http addresses")]
    [InlineData("--urls|3001", "--urls '3001' from the command line: must be http addresses")]
    [InlineData("--fail-rate|2", "--fail-rate '2' from the command line: must be a share from 0 to 1")]
    [InlineData("--rate-limit|-1", "--rate-limit '-1' from the command line: must be a whole number from 0")]
    [InlineData("--file-life|0", "--file-life '0' from the command line: must be a duration above zero")]
    [InlineData("--max-file-bytes|many", "--max-file-bytes 'many' from the command line: must be a size")]
    [InlineData("--dialect|groq", "--dialect 'groq' from the command line: must be control-layer, openai or azure")]
    [InlineData(
        "--expire-rate|60%|--batch-fail-rate|0.5",
        "--expire-rate '60%' from the command line and --batch-fail-rate '0.5' "
    )]
    [InlineData(
        "--lose-rows|60%|--strip-rows|0.5",
        "--lose-rows '60%' from the command line and --strip-rows '0.5' from the command line: a row has one defect"
    )]
    [InlineData(
        "--late-batches|1|--stuck-finalizing|0.5",
        "--late-batches '1' from the command line and --stuck-finalizing '0.5' from the command line: a batch ends in"
    )]
    [InlineData("--hidden-after-create|soon", "--hidden-after-create 'soon' from the command line: must be a duration")]
    [InlineData(
        "--miss-window|1h",
        "--miss-window '1h' from the command line: must be a completion window and a share"
    )]
    [InlineData(
        "--miss-window|1h=0.5,soon=1",
        "--miss-window '1h=0.5,soon=1' from the command line: must be a completion window and a share"
    )]
    [InlineData("--users|5", "'--users' from the command line: an option of the command run only")]
    [InlineData(
        "--mock-latency|1s",
        "'--mock-latency' from the command line: an option of the command run or capacity only"
    )]
    public async Task Alone_Refused(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["mock", .. args.Split('|')]));
        Assert.StartsWith(expected, Assert.Single(line.Errors), StringComparison.Ordinal);
        Assert.EndsWith(
            "See batch-load-test mock --help\n",
            line.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Null(line.Mock);
    }

    [Fact]
    public async Task Inside_AcceptsWhatTheRunSends()
    {
        line.Variables["BATCH_LOAD_TEST_MOCK_FAIL_RATE"] = "5%";
        line.Variables["BASIC_AUTH_PASSWORD"] = "other";
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync(
                "--host",
                "mock",
                "--mock-latency",
                "10ms",
                "--mock-lose-rows",
                "1%",
                "--http-version",
                "2",
                "--seed",
                "4"
            )
        );

        var settings = line.Run!;
        Assert.True(settings.Target.IsMock);
        Assert.Equal(AuthMode.Basic, settings.Key.Mode);
        Assert.Equal(["http://127.0.0.1:0"], settings.Mock.Urls);
        Assert.Equal((settings.Key.Username, "other"), (settings.Mock.Username, settings.Mock.Password));
        Assert.Equal(TimeSpan.FromMilliseconds(10), settings.Mock.Latency);
        Assert.Equal(0.05, settings.Mock.FailRate);
        Assert.Equal(0.01, settings.Mock.Misbehaviour.LoseRows);
        Assert.True(settings.Mock.Http2);
        Assert.Equal(4, settings.Mock.Seed);
        Assert.Contains(new("mock-latency", "10ms", "--mock-latency"), settings.All);
    }

    [Fact]
    public async Task Inside_KnowsTheKeyThatWasBrought()
    {
        line.Variables["API_KEY"] = "sk-1";
        await line.InvokeAsync("--host", "mock");
        Assert.Equal(["sk-1"], line.Run!.Mock.ApiKeys);
    }

    private async Task<MockServerOptions> MockAsync(params string[] args)
    {
        var code = await line.InvokeAsync(["mock", .. args]);
        Assert.True(code == ExitCodes.Success, line.Error);
        return line.Mock!;
    }
}
