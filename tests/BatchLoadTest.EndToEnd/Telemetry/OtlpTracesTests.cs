using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.EndToEnd.Telemetry;

/// <summary>Workflows as traces, pushed over OpenTelemetry.</summary>
public sealed class OtlpTracesTests : IDisposable
{
    private const string Key = "sk-traces";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task EveryWorkflow_IsATraceOfStepsAndRequests_WithTheServicesIds()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var mock = await StartAsync("--fail-rate", "5%");

        var run = await RunAsync(mock.Address, receiver.Address, "--trace-sample", "100%");

        run.ExitedWith(0);
        var spans = receiver.Spans;
        using var metrics = RunMetrics.Read(folder.File("out"));
        var iterations = metrics.Root.GetProperty("run").GetProperty("iterations").GetProperty("started").GetInt64();
        var byId = spans.ToDictionary(span => span.Id);
        var workflows = spans.Where(span => span.Parent.Length == 0).ToList();
        Assert.Equal(iterations, workflows.Count);
        Assert.All(workflows, workflow => Assert.Equal("workflow", workflow.Name));
        var requests = spans.Where(span => span.Value("batch_load_test.step") is not null).ToList();
        Assert.Equal(metrics.Root.GetProperty("summary").GetProperty("total_requests").GetInt64(), requests.Count);
        Assert.All(
            requests,
            request =>
            {
                var step = byId[request.Parent];
                // The metadata of the upload are asked for as a part of verifying it.
                var asked = request.Value("batch_load_test.step");
                Assert.Equal(asked == "metadata" ? "verify" : asked, step.Name);
                Assert.Equal("workflow", byId[step.Parent].Name);
                Assert.Equal(request.Trace, byId[step.Parent].Trace);
                Assert.StartsWith("req_", request.Value("http.response.header.x-request-id"), StringComparison.Ordinal);
                // The id that was sent ends in the span's.
                var sent = request
                    .Value("http.request.header.x-request-id")!
                    .Replace("-", "", StringComparison.Ordinal);
                Assert.EndsWith(request.Id, sent, StringComparison.Ordinal);
            }
        );
        var poll = requests.First(request => request.Value("batch_load_test.step") == "poll");
        Assert.Equal("GET /v1/batches/{batch_id} [poll]", poll.Name);
        Assert.StartsWith("batch_", poll.Value("batch.id"), StringComparison.Ordinal);
        Assert.StartsWith("file-", poll.Value("file.id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkflowsThatAreNotSampled_AreSentWhereOneOfThemFailed()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var mock = await StartAsync("--fail-rate", "3%", "--batch-fail-rate", "10%");

        // About one in a million.
        var run = await RunAsync(mock.Address, receiver.Address, "--trace-sample", "0.0001%");

        run.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var failures = metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64();
        var spans = receiver.Spans;
        Assert.True(failures > 0);
        Assert.Equal(failures, spans.Count(span => span.IsError && span.Name != "workflow"));
        var iterations = metrics.Root.GetProperty("run").GetProperty("iterations");
        Assert.Equal(
            iterations.GetProperty("failed").GetInt64(),
            spans.Count(span => span.IsError && span.Name == "workflow")
        );
        // Whole, what came before the failure included; and nothing of the others.
        foreach (var trace in spans.GroupBy(span => span.Trace))
        {
            Assert.Contains(trace, span => span.IsError);
            Assert.Single(trace, span => span.Name == "workflow");
            Assert.Contains(trace, span => span.Name == "upload");
        }

        Assert.True(spans.Select(span => span.Trace).Distinct().Count() < iterations.GetProperty("started").GetInt64());
    }

    [Fact]
    public async Task NoShare_SendsNoTraces_AndCollectorThatTakesNone_IsANotice()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var mock = await StartAsync();

        (await RunAsync(mock.Address, receiver.Address, "--trace-sample", "0")).ExitedWith(0);
        Assert.Empty(receiver.Spans);
        Assert.True(receiver.Value("batch_load_test.iterations") > 0);

        await using var refusing = await RefusingAsync();
        var run = await RunAsync(mock.Address, refusing.Urls.First(), "--trace-sample", "100%");
        run.ExitedWith(0);
        Assert.Matches(
            @"/v1/traces: \d+ of \d+ pushes of traces were not taken \(HTTP 404\); --trace-sample 0 sends none",
            run.Output.ReplaceLineEndings(" ").Replace("            ", "", StringComparison.Ordinal)
        );
    }

    // Takes figures only, as a database of metrics does.
    private static async Task<WebApplication> RefusingAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/v1/metrics" ? 200 : 404;
            return Task.CompletedTask;
        });
        await application.StartAsync();
        return application;
    }

    private static Task<MockProcess> StartAsync(params string[] more) =>
        MockProcess.StartAsync(["--dialect", "openai", "--batch-duration", "300ms", "--api-key", Key, .. more]);

    private Task<ProgramResult> RunAsync(string host, string collector, params string[] more) =>
        BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string> { ["API_KEY"] = Key },
            [
                "--headless",
                "--host",
                host,
                "--dialect",
                "openai",
                "--users",
                "5",
                "--spawn-rate",
                "50",
                "--iterations",
                "40",
                "--wait",
                "0s",
                "--max-retries",
                "0",
                "--poll-interval",
                "100ms",
                "--poll-backoff",
                "1",
                "--no-default-thresholds",
                "--keep-files",
                "--otlp",
                collector,
                "--results",
                "out",
                .. more,
            ]
        );
}
