using System.Text;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.LocustJson;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.LocustJson;

public sealed class LocustJsonWriterTests
{
    private const string Members =
        "name method last_request_timestamp start_time num_requests num_none_requests num_failures total_response_time "
        + "max_response_time min_response_time total_content_length response_times num_reqs_per_sec num_fail_per_sec";

    [Fact]
    public async Task WriteAsync_OfARun() => Expected.Matches("locust.json", await WriteAsync(SampleHistory.Report));

    [Fact]
    public async Task WriteAsync_HasOneObjectPerName()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleHistory.Report));

        Assert.All(
            json.RootElement.EnumerateArray(),
            entry => Assert.Equal(Members, string.Join(' ', entry.EnumerateObject().Select(member => member.Name)))
        );
        Assert.Equal(
            SampleHistory.Report.Final.Steps.Select(step => $"{step.Step!.Method} {step.Step.Name}"),
            json.RootElement.EnumerateArray()
                .Select(entry => $"{entry.GetProperty("method")} {entry.GetProperty("name")}")
        );
    }

    [Fact]
    public async Task WriteAsync_EveryFigure_IsTheReports()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleHistory.Report));

        foreach (var (entry, step) in json.RootElement.EnumerateArray().Zip(SampleHistory.Report.Final.Steps))
        {
            Assert.Equal(step.Requests, entry.GetProperty("num_requests").GetInt64());
            Assert.Equal(0, entry.GetProperty("num_none_requests").GetInt64());
            Assert.Equal(step.Failures, entry.GetProperty("num_failures").GetInt64());
            Assert.Equal(
                step.Latency.Mean.TotalMilliseconds * step.Requests,
                entry.GetProperty("total_response_time").GetDouble(),
                0.001
            );
            Assert.Equal(step.Latency.Max.TotalMilliseconds, entry.GetProperty("max_response_time").GetDouble());
            Assert.Equal(step.Latency.Min.TotalMilliseconds, entry.GetProperty("min_response_time").GetDouble());
            Assert.Equal(step.BytesReceived, entry.GetProperty("total_content_length").GetInt64());
            Assert.Equal(step.Requests, Sum(entry, "response_times"));
            Assert.Equal(step.Requests, Sum(entry, "num_reqs_per_sec"));
            Assert.Equal(step.Failures, Sum(entry, "num_fail_per_sec"));
        }
    }

    [Fact]
    public async Task WriteAsync_Poll_IsToldSecondBySecond()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleHistory.Report));
        var poll = Entry(json, "/ai/v1/batches/{batch_id} [poll]");
        var first = SampleHistory.First;

        Assert.Equal(
            $"{first + 2}:1 {first + 4}:2 {first + 5}:1 {first + 6}:1 {first + 7}:1 {first + 8}:1 {first + 9}:1 "
                + $"{first + 10}:1 {first + 11}:1 {first + 12}:1 {first + 13}:2",
            Pairs(poll, "num_reqs_per_sec")
        );
        Assert.Equal($"{first + 4}:1 {first + 13}:1", Pairs(poll, "num_fail_per_sec"));
        Assert.Equal("1:1 2:1 3:1 4:1 5:2 6:1 7:1 8:1 9:1 10:1 11:1 12:1", Pairs(poll, "response_times"));
        Assert.Equal(first + 2, poll.GetProperty("start_time").GetDouble());
        // The last second of the run was no whole one.
        Assert.Equal(first + 13.5, poll.GetProperty("last_request_timestamp").GetDouble());
    }

    // Locust knows 1700 and 10000 only.
    [Fact]
    public async Task WriteAsync_ResponseTimes_AreNotRoundedToTwoDigits()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleHistory.Report));

        // Three digits: 1745.6 lies in a bucket that begins at 1745.
        Assert.Equal("10:1 20:1 30:1 1745:1", Pairs(Entry(json, "/ai/v1/files [upload]"), "response_times"));
        Assert.Equal("{}", Entry(json, "/admin/api-keys [create-shared]").GetProperty("num_fail_per_sec").GetRawText());
    }

    [Fact]
    public async Task WriteAsync_WithoutAnyRequest_IsAnEmptyArray() =>
        Assert.Equal("[]\n", await WriteAsync(SampleRun.EmptyReport));

    [Fact]
    public async Task WriteAsync_OfAStepWithInterruptedRequestsOnly_LeavesItOut()
    {
        var step = SampleRun.Figures(Step.Poll, 0, 0, 0) with { Interrupted = 5 };

        Assert.Equal(
            "[]\n",
            await WriteAsync(SampleRun.Report with { Final = SampleRun.Busy with { Steps = [step] } })
        );
    }

    // A full disk can leave a run without a journal; its counts are known all the same.
    [Fact]
    public async Task WriteAsync_WithoutHistory_HasCountsAndNoTimes()
    {
        using var json = JsonDocument.Parse(await WriteAsync(SampleRun.Report));
        var upload = Entry(json, "/ai/v1/files [upload]");

        Assert.Equal(1_234, upload.GetProperty("num_requests").GetInt64());
        Assert.Equal(JsonValueKind.Null, upload.GetProperty("start_time").ValueKind);
        Assert.Equal(JsonValueKind.Null, upload.GetProperty("last_request_timestamp").ValueKind);
        Assert.Equal(0, Sum(upload, "response_times"));
    }

    [Fact]
    public async Task WriteAsync_OfAnotherApiBase_NamesItAndStaysValid()
    {
        var names = new StepNames("/a\"b\\c\ud83d");
        var step = SampleRun.Figures(Step.Upload, 1, 0, 10) with { Step = names[Step.Upload] };

        using var json = JsonDocument.Parse(
            await WriteAsync(SampleRun.Report with { Final = SampleRun.Busy with { Steps = [step] } })
        );

        Assert.Equal("/a\"b\\c\ufffd/files [upload]", json.RootElement[0].GetProperty("name").GetString());
    }

    private static long Sum(JsonElement entry, string member) =>
        entry.GetProperty(member).EnumerateObject().Sum(pair => pair.Value.GetInt64());

    private static string Pairs(JsonElement entry, string member) =>
        string.Join(' ', entry.GetProperty(member).EnumerateObject().Select(pair => $"{pair.Name}:{pair.Value}"));

    private static JsonElement Entry(JsonDocument json, string name) =>
        json.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);

    private static async Task<string> WriteAsync(RunReport report)
    {
        using var stream = new MemoryStream();
        await new LocustJsonWriter().WriteAsync(report, stream, CancellationToken.None);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
