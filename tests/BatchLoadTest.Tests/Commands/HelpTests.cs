using System.Text.RegularExpressions;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Tests.Commands;

public sealed partial class HelpTests : IDisposable
{
    private static readonly string[] RunOptions =
    [
        .. "host dialect api-base api-version timeout upload-timeout http-version connections ca-cert insecure".Split(
            ' '
        ),
        .. "proxy cookies accept-encoding header no-trace-headers id-headers".Split(' '),
        .. "auth api-key api-key-file api-key-endpoint api-key-purpose username password password-file".Split(' '),
        .. "users spawn-rate run-time iterations profile wait step-wait stop-timeout seed engine nbomber-arg headless".Split(
            ' '
        ),
        .. "master worker master-host master-port master-wait expect-workers expect-workers-max-wait".Split(' '),
        .. "on-worker-loss advertise cluster-certificate cluster-token cluster".Split(' '),
        .. "class test-data generate-requests generate-bytes prompt-tokens output-tokens shared-prefix generate-model vary distinct-ids".Split(
            ' '
        ),
        .. "price max-rows max-tokens max-cost no-default-thresholds abort-on-fail check-results max-line keep-files clean-up-timeout".Split(
            ' '
        ),
        .. "cancel cancel-timeout retry-failed retry-by delete-input expire-files read read-interval read-again list check-usage usage-timeout estimate save-outputs".Split(
            ' '
        ),
        .. "verify endpoint completion-window poll-interval poll-backoff poll-max-interval".Split(' '),
        .. "metadata max-polls batch-timeout max-retries p95-threshold-ms error-rate-threshold threshold".Split(' '),
        "batch-error-rate-threshold",
        .. "arrival-rate arrivals stages in-flight max-users warm-up pacing iterations-per-user".Split(' '),
        .. "dry-run csv csv-full-history html junit report json otlp trace-sample print-results termination-log".Split(
            ' '
        ),
        .. "wait-for-target no-preflight exit-code-on-error".Split(' '),
        .. "web-host web-port web-token web-token-file web-base-path web-allowed-host autostart autoquit".Split(' '),
        .. "results print-stats only-summary stats-interval tag config loglevel help version".Split(' '),
        .. MockBehaviour.Select(name => "mock-" + name),
    ];

    private static readonly string[] MockOptions =
    [
        .. "urls username password api-key second-api-key share-objects http2 seed config loglevel help version".Split(
            ' '
        ),
        .. MockBehaviour,
    ];

    private readonly CommandLineHarness line = new();

    private static string[] MockBehaviour =>
        [
            .. "dialect batch-duration latency latency-jitter fail-rate row-fail-rate expire-rate".Split(' '),
            .. "batch-fail-rate rate-limit retry-after key-activation-delay max-file-bytes file-life".Split(' '),
            .. "data-folder output-error-rate lose-rows double-rows swap-rows corrupt-rows rows-in-both".Split(' '),
            .. "strip-rows lying-counts backwards-status shrinking-counts unknown-status".Split(' '),
            .. "stuck-finalizing stuck-cancelling late-batches cut-downloads incomplete-downloads".Split(' '),
            .. "change-rows vanish-rows cancel-tail cancel-lose-rows cancel-double-rows retry-lose-rows".Split(' '),
            .. "retry-double-rows list-skips list-repeats keep-expired ignore-expiry keep-deleted".Split(' '),
            .. "keep-results survive-input unlink-batches nagle access-log".Split(' '),
            .. "late-commit-rows wrong-last-line hidden-after-create analytics-delay missing-usage wrong-usage miss-window".Split(
                ' '
            ),
            .. "freeze login-only model window credit".Split(' '),
            .. "slots row-time claim service-change slow-with-queue capacity-limit".Split(' '),
        ];

    public void Dispose() => line.Dispose();

    // The search spoke of --in-flight, which it refuses.
    [Theory]
    [InlineData("run")]
    [InlineData("capacity")]
    [InlineData("mock")]
    [InlineData("report")]
    [InlineData("compare")]
    public async Task Help_NamesOnlyOptionsOfItsCommand(string command)
    {
        await line.InvokeAsync(command, "--help");

        // An old name stands in the note of today's.
        var old = SettingCatalogue.All.SelectMany(setting => setting.OldNames);
        var own = Option().Matches(line.Output).Select(match => match.Groups["name"].Value).ToList();
        Assert.NotEmpty(own);
        Assert.Empty(
            NamedOption()
                .Matches(line.Output)
                .Select(match => match.Groups["name"].Value)
                .Distinct()
                .Except(own.Concat(old))
        );
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("run|--help")]
    [InlineData("--users|x|stray|--help|--unknown")]
    public async Task Run_ListsEveryOptionOnce(string args) => await CheckAsync(args, RunOptions);

    [Theory]
    [InlineData("mock|--help")]
    [InlineData("mock|-h|--urls|x")]
    public async Task Mock_ListsEveryOptionOnce(string args) => await CheckAsync(args, MockOptions);

    [Fact]
    public async Task Report_ListsEveryOptionOnce() =>
        await CheckAsync(
            "report|--help",
            "results print-results csv csv-full-history html junit report json force latest price config loglevel help version".Split(
                ' '
            )
        );

    [Fact]
    public async Task Compare_ListsEveryOptionOnce() =>
        await CheckAsync(
            "compare|--help",
            "baseline latest fail-on markdown html config loglevel help version".Split(' ')
        );

    [Fact]
    public async Task Health_ListsEveryOptionOnce() =>
        await CheckAsync("health|--help", "web-host web-port config loglevel help version".Split(' '));

    [Theory]
    [InlineData("--help")]
    [InlineData("capacity|--help")]
    [InlineData("mock|--help")]
    [InlineData("report|--help")]
    [InlineData("compare|--help")]
    [InlineData("health|--help")]
    [InlineData("certificate|--help")]
    public async Task FitsEightyColumns(string args)
    {
        await line.InvokeAsync(args.Split('|'));
        Assert.All(line.Output.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
    }

    [Fact]
    public async Task SaysDefaultsVariablesExitCodesAndExamples()
    {
        await line.InvokeAsync("--help");
        var help = Blanks().Replace(line.Output, " ");
        Assert.All(
            [
                "-u, --users N Virtual users. [default 1; env LOCUST_USERS]",
                "[default password; env BASIC_AUTH_PASSWORD]",
                "[default results/<run id>]",
                "BATCH_LOAD_TEST_CONFIG",
                "0 all thresholds met 1 a threshold failed, where --exit-code-on-error names no other code 2 wrong usage",
                "3 the test could not run: target unreachable, key refused 4 internal error, or a report could not be",
                "130 interrupted by SIGINT (Ctrl-C), reports written 143 interrupted by SIGTERM, reports written",
                "batch-load-test --host mock --users 10 --spawn-rate 5 --run-time 30s --headless",
                "smoke (10 users, 5/s, 2m), load (100 users, 10/s, 5m)",
            ],
            part => Assert.Contains(part, help, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("run", "0 1 2 3 4 129 130 143")]
    [InlineData("capacity", "0 1 2 3 4 129 130 143")]
    [InlineData("report", "0 1 2 3 4 129 130 143")]
    [InlineData("compare", "0 1 2 4")]
    [InlineData("mock", "0 2 3 4")]
    [InlineData("health", "0 1 2 4")]
    public async Task EachCommand_ListsTheExitCodesThatItReturns(string command, string codes)
    {
        await line.InvokeAsync(command, "--help");
        Assert.Equal(codes, string.Join(' ', ExitCode().Matches(line.Output).Select(match => match.Groups["code"])));
    }

    [Fact]
    public async Task Compare_SaysWhatItsExitCode1Is()
    {
        await line.InvokeAsync("compare", "--help");
        Assert.DoesNotContain("threshold", line.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "1    --fail-on is met: a figure is that much worse, or none could be judged",
            line.Output,
            StringComparison.Ordinal
        );
    }

    private async Task CheckAsync(string args, string[] options)
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(args.Split('|')));
        Assert.Empty(line.Error);
        Assert.Null(line.Run);
        var listed = Option().Matches(line.Output).Select(match => match.Groups["name"].Value);
        Assert.Equal(options.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^  (-[A-Za-z],|   ) --(?<name>[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w-])--(?<name>[a-z][a-z0-9-]*[a-z0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedOption();

    [GeneratedRegex("^  (?<code>[0-9]+) +[^ ]", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ExitCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
