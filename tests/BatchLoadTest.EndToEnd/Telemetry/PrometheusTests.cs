using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Telemetry;

/// <summary>What Prometheus scrapes.</summary>
/// <param name="ended">A run for all tests that only read.</param>
public sealed partial class PrometheusTests(PrometheusTests.EndedRun ended) : IClassFixture<PrometheusTests.EndedRun>
{
    private const string Python = "/usr/bin/python3";

    private const string Parse = """
        import sys
        from prometheus_client.parser import text_string_to_metric_families
        families = list(text_string_to_metric_families(sys.stdin.read()))
        print(len(families), sum(len(family.samples) for family in families))
        """;

    [Fact]
    public async Task Metrics_OfARunThatEnded_AreThoseOfItsReport()
    {
        var page = ended.Page;

        var samples = Samples(await page.TextAsync("metrics"));

        using var metrics = RunMetrics.Read(Directory.GetDirectories(page.Results).Single());
        foreach (var step in (string[])["key", "upload", "create", "poll", "output", "errors"])
        {
            var label = $"{{step=\"{step}\"}}";
            Assert.Equal(metrics.Step(step, "requests"), samples[$"requests_total{label}"]);
            Assert.Equal(metrics.Step(step, "bytes_sent"), samples[$"sent_bytes_total{label}"]);
            Assert.Equal(metrics.Step(step, "requests"), samples[$"request_duration_seconds_count{label}"]);
            Assert.Equal(
                metrics.Step(step, "requests"),
                samples[$"request_duration_seconds_bucket{{step=\"{step}\",le=\"+Inf\"}}"]
            );
        }

        var ofAll = metrics.Root.GetProperty("latency_by_time").GetProperty("p95_ms").GetDouble();
        Assert.Equal(ofAll / 1e3, samples["request_duration_p95_by_time_seconds{step=\"all\"}"], 9);
        Assert.Contains("request_duration_p95_by_time_seconds{step=\"poll\"}", samples.Keys);
        Assert.Equal(
            metrics.Failures("upload", "http_500"),
            samples.GetValueOrDefault("failures_total{step=\"upload\",kind=\"http_500\"}")
        );
        var iterations = metrics.Root.GetProperty("run").GetProperty("iterations");
        Assert.Equal(iterations.GetProperty("started").GetInt64(), samples["iterations_total"]);
        Assert.Equal(iterations.GetProperty("failed").GetInt64(), samples["failed_iterations_total"]);
        Assert.Equal(metrics.Batches.GetProperty("created").GetInt64(), samples["batches_created_total"]);
        Assert.Equal(1, samples["state{state=\"stopped\"}"]);
        Assert.Equal(0, samples["users"]);
        Assert.Equal(0, samples["batches_in_flight"]);
        Assert.Contains(samples.Keys, name => name.StartsWith("build_info{version=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_AreThoseOfTheReport()
    {
        await using var page = await RunAsync("--mock-rate-limit", "20", "--mock-retry-after", "0s");

        var refused = Samples(await page.TextAsync("metrics"))
            .Where(sample => sample.Key.StartsWith("refused_requests_total{", StringComparison.Ordinal))
            .ToDictionary(sample => sample.Key, sample => (long)sample.Value, StringComparer.Ordinal);

        using var metrics = RunMetrics.Read(Directory.GetDirectories(page.Results).Single());
        var reported = metrics
            .Root.GetProperty("steps")
            .EnumerateObject()
            .SelectMany(step =>
                step.Value.GetProperty("refused_by_kind")
                    .EnumerateObject()
                    .Select(kind =>
                        (
                            Name: $"refused_requests_total{{step=\"{step.Name}\",kind=\"{kind.Name}\"}}",
                            Count: kind.Value.GetInt64()
                        )
                    )
            )
            .ToDictionary(each => each.Name, each => each.Count, StringComparer.Ordinal);
        Assert.NotEmpty(reported);
        Assert.Equal(reported, refused);
    }

    [Fact]
    public async Task Buckets_NeverFall()
    {
        var page = ended.Page;

        var buckets = Samples(await page.TextAsync("metrics"))
            .Where(sample =>
                sample.Key.StartsWith("request_duration_seconds_bucket{step=\"poll\"", StringComparison.Ordinal)
            )
            .Select(sample => sample.Value)
            .ToList();

        Assert.True(buckets.Count > 10);
        Assert.Equal(buckets.Order(), buckets);
    }

    [Fact]
    [Trait("needs", "prometheus_client")]
    public async Task Metrics_AreReadByPrometheusOwnParser()
    {
        var page = ended.Page;
        var text = await page.TextAsync("metrics");

        var (exitCode, output) = await RunPythonAsync(Parse, text);

        Assert.Equal(0, exitCode);
        Assert.True(int.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture) >= 15, output);
    }

    [Fact]
    public async Task Metrics_BeforeTheFirstRun_AreThere()
    {
        await using var page = await PageProgram.StartAsync("--host", "mock");

        Assert.Equal(1, Samples(await page.TextAsync("metrics"))["state{state=\"ready\"}"]);
    }

    private static async Task<PageProgram> RunAsync(params string[] more)
    {
        var page = await PageProgram.StartAsync([
            "--host",
            "mock",
            "--mock-batch-duration",
            "200ms",
            "--mock-fail-rate",
            "10%",
            "--poll-interval",
            "100ms",
            "--wait",
            "0.1s",
            .. more,
        ]);
        await page.SwarmAsync(("user_count", "5"), ("spawn_rate", "50"), ("run_time", "3s"));
        await page.HasStateAsync("stopped");
        return page;
    }

    /// <summary>A page whose run is over.</summary>
    public sealed class EndedRun : IAsyncLifetime
    {
        private PageProgram? page;

        internal PageProgram Page => page!;

        public async ValueTask InitializeAsync() => page = await RunAsync();

        public async ValueTask DisposeAsync()
        {
            if (page is not null)
            {
                await page.DisposeAsync();
            }
        }
    }

    private static Dictionary<string, double> Samples(string text) =>
        Sample()
            .Matches(text)
            .ToDictionary(
                match => match.Groups["name"].Value,
                match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

    private static async Task<(int ExitCode, string Output)> RunPythonAsync(string script, string input)
    {
        using var python = Process.Start(
            new ProcessStartInfo(Python, ["-c", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, output);
    }

    [GeneratedRegex(
        @"^batch_load_test_(?<name>\w+({[^}]*})?) (?<value>\S+)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sample();
}
