using System.Text;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting;

public sealed class MetricsJsonWriterTests
{
    [Fact]
    public async Task WriteAsync_OfARun() => Expected.Matches("metrics.json", Text(await WriteAsync(SampleRun.Report)));

    [Fact]
    public async Task WriteAsync_OfARunWithoutAnyRequest() =>
        Expected.Matches("metrics_empty.json", Text(await WriteAsync(SampleRun.EmptyReport)));

    [Fact]
    public async Task WriteAsync_StartsWithThePredecessorsMembers()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleRun.Report));
        var total = SampleRun.Report.Final.Total;

        Assert.Equal(
            "summary endpoints run preflight thresholds silence prompts batches results read cancel retry delete expiry usage estimates list steps latency_by_time latency_of_successes slowest_requests",
            string.Join(' ', json.RootElement.EnumerateObject().Select(member => member.Name))
        );
        Assert.Equal(
            [
                ("total_requests", total.Requests),
                ("total_failures", total.Failures),
                ("failure_rate", 16.0 / 19_195),
                ("avg_response_time_ms", total.Latency.Mean.TotalMilliseconds),
                ("min_response_time_ms", total.Latency.Min.TotalMilliseconds),
                ("max_response_time_ms", total.Latency.Max.TotalMilliseconds),
                ("p50_ms", total.Latency.P50.TotalMilliseconds),
                ("p95_ms", total.Latency.P95.TotalMilliseconds),
                ("p99_ms", total.Latency.P99.TotalMilliseconds),
                ("requests_per_second", total.TotalRate),
            ],
            Numbers(json.RootElement.GetProperty("summary"))
        );
    }

    [Fact]
    public async Task WriteAsync_HasOneEndpointPerRequestName()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleRun.Report));
        var endpoints = json.RootElement.GetProperty("endpoints");
        var upload = SampleRun.Report.Final.Steps[1];

        Assert.Equal(
            string.Join('\n', SampleRun.Report.Final.Steps.Select(step => step.Step!.Name)),
            string.Join('\n', endpoints.EnumerateObject().Select(member => member.Name))
        );
        Assert.Equal(
            [
                ("requests", upload.Requests),
                ("failures", upload.Failures),
                ("avg_response_time_ms", upload.Latency.Mean.TotalMilliseconds),
                ("p95_ms", upload.Latency.P95.TotalMilliseconds),
            ],
            Numbers(endpoints.GetProperty("/ai/v1/files [upload]"))
        );
    }

    [Fact]
    public async Task WriteAsync_KeepsTheFullPrecisionOfTimes()
    {
        var latency = SampleRun.Busy.Total.Latency with { Mean = TimeSpan.FromTicks(12_345_678_901) };
        var report = SampleRun.Report with
        {
            Final = SampleRun.Busy with { Total = SampleRun.Busy.Total with { Latency = latency } },
        };

        using var json = JsonDocument.Parse(await WriteAsync(report));

        Assert.Equal(
            "1234567.8901",
            json.RootElement.GetProperty("summary").GetProperty("avg_response_time_ms").GetRawText()
        );
    }

    [Fact]
    public async Task WriteAsync_OfAnyText_IsValidJsonInUtf8()
    {
        const string Hostile = "lone \ud83d and \udc00, \"quoted\" \\ \0 \e[2J \u2028 </script> 漢字 😀";
        var report = SampleRun.Report with
        {
            Run = SampleRun.Report.Run with
            {
                Host = Hostile,
                Tags = [new(Hostile, Hostile), new("twice", "1"), new("twice", "2")],
                Settings = [new(Hostile, Hostile, Hostile)],
            },
            Ending = SampleRun.Report.Ending with { Problem = Hostile, Notices = [Hostile] },
            Thresholds = [SampleRun.Report.Thresholds[0] with { Text = Hostile, Actual = double.PositiveInfinity }],
            Final = SampleRun.Busy with
            {
                Failures = [SampleRun.Failure(Step.Upload, Hostile, 1, Hostile)],
                Total = SampleRun.Busy.Total with { TotalRate = double.NaN },
            },
        };

        var bytes = await WriteAsync(report);

        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var json = JsonDocument.Parse(strict.GetString(bytes));
        var expected = "lone \ufffd and \ufffd" + Hostile["lone x and x".Length..];
        var run = json.RootElement.GetProperty("run");
        Assert.Equal(expected, run.GetProperty("problem").GetString());
        Assert.Equal(expected, run.GetProperty("notices")[0].GetString());
        Assert.Equal(expected, run.GetProperty("tags").GetProperty(expected).GetString());
        Assert.Equal("2", run.GetProperty("tags").GetProperty("twice").GetString());
        Assert.Equal(2, run.GetProperty("tags").EnumerateObject().Count());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("thresholds")[0].GetProperty("actual").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("summary").GetProperty("requests_per_second").GetDouble());
    }

    [Fact]
    public async Task WriteAsync_OfARunThatAThresholdEnded_NamesItWithValueAndSecond()
    {
        var threshold = SampleRun.Report.Thresholds[0];
        var report = SampleRun.Report with
        {
            Ending = SampleRun.Report.Ending with
            {
                End = RunEnd.Aborted,
                Abort = new(
                    "error_rate < 20% over 30s abort",
                    "--threshold",
                    0.312,
                    "31.2 %",
                    TimeSpan.FromSeconds(43)
                ),
            },
            Thresholds = [threshold with { Window = new(0.312, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(42)) }],
        };

        using var json = JsonDocument.Parse(await WriteAsync(report));

        var run = json.RootElement.GetProperty("run");
        Assert.Equal("aborted", run.GetProperty("end").GetString());
        var by = run.GetProperty("aborted_by");
        Assert.Equal("error_rate < 20% over 30s abort", by.GetProperty("threshold").GetString());
        Assert.Equal(0.312, by.GetProperty("actual").GetDouble());
        Assert.Equal(43, by.GetProperty("after_s").GetDouble());
        var window = json.RootElement.GetProperty("thresholds")[0].GetProperty("window");
        Assert.Equal([("from_s", 12.0), ("to_s", 42.0)], Numbers(window));
    }

    [Fact]
    public async Task WriteAsync_OfARunThatItsBudgetEnded_NamesTheLimitAndWhatWasUsedUp()
    {
        var report = SampleRun.Report with
        {
            Ending = SampleRun.Report.Ending with { Budget = new("max_cost", 0.5m, 0.500025m) },
        };

        using var json = JsonDocument.Parse(await WriteAsync(report));

        Assert.Equal("planned", json.RootElement.GetProperty("run").GetProperty("end").GetString());
        var by = json.RootElement.GetProperty("run").GetProperty("ended_by_budget");
        Assert.Equal("max_cost", by.GetProperty("limit").GetString());
        Assert.Equal(0.5m, by.GetProperty("max").GetDecimal());
        Assert.Equal(0.500025m, by.GetProperty("reached").GetDecimal());
    }

    [Fact]
    public async Task WriteAsync_OfAStepWithInterruptedRequestsOnly_HasNoEndpointAndNullTimes()
    {
        var step = SampleRun.Figures(Step.Poll, 0, 0, 0) with
        {
            Interrupted = 5,
            P95ByTime = TimeSpan.FromSeconds(9.5),
        };
        var report = SampleRun.Report with { Final = SampleRun.Busy with { Steps = [step] } };

        using var json = JsonDocument.Parse(await WriteAsync(report));

        Assert.Empty(json.RootElement.GetProperty("endpoints").EnumerateObject());
        var poll = json.RootElement.GetProperty("steps").GetProperty("poll");
        Assert.Equal(5, poll.GetProperty("interrupted").GetInt64());
        Assert.Equal(JsonValueKind.Null, poll.GetProperty("latency_ms").GetProperty("p95").ValueKind);
        // They were open: for how long is known at least.
        Assert.Equal(9_500, poll.GetProperty("latency_ms").GetProperty("p95_by_time").GetDouble());
    }

    private static IEnumerable<(string Name, double Value)> Numbers(JsonElement element) =>
        element.EnumerateObject().Select(member => (member.Name, member.Value.GetDouble()));

    private static async Task<byte[]> WriteAsync(RunReport report)
    {
        using var stream = new MemoryStream();
        await new MetricsJsonWriter().WriteAsync(report, stream, CancellationToken.None);
        return stream.ToArray();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
