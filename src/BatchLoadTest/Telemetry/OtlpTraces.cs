using System.Diagnostics;
using BatchLoadTest.Recording;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// Pushes spans over OpenTelemetry (OTLP, HTTP with protobuf): of a share of all workflows, and of every one in which a
/// request or the batch failed.
/// </summary>
internal sealed class OtlpTraces : IDisposable
{
    // A second of 10,000 requests, all of them sampled; what is beyond it the SDK drops.
    private const int QueueSize = 32_768;
    private static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(5);

    private readonly Uri endpoint;
    private readonly PushCounter pushes = new();
    private readonly TracerProvider provider;

    /// <summary>Begins to push.</summary>
    /// <param name="endpoint">Where to, whole.</param>
    /// <param name="share">Of workflows, 0 to 1.</param>
    /// <param name="run">What the run is called.</param>
    public OtlpTraces(Uri endpoint, double share, RunFacts run)
    {
        this.endpoint = endpoint;
        // Sources are found by name, and a process may have several runs.
        Source = new ActivitySource($"batch-load-test {run.Id}", run.Version);
#pragma warning disable CA2000 // The provider disposes of its processors, and these of the exporter.
        var push = new BatchActivityExportProcessor(
            new OtlpTraceExporter(
                new OtlpExporterOptions
                {
                    Endpoint = endpoint,
                    Protocol = OtlpExportProtocol.HttpProtobuf,
                    TimeoutMilliseconds = (int)PushTimeout.TotalMilliseconds,
                    HttpClientFactory = () => new HttpClient(pushes) { Timeout = PushTimeout },
                }
            ),
            QueueSize
        );
        provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => OtlpAddress.Describe(resource, run))
            .AddSource(Source.Name)
            .SetSampler(new WorkflowSampler(share))
            .AddProcessor(new FailedWorkflows(push))
            .AddProcessor(push)
            .Build();
#pragma warning restore CA2000
    }

    /// <summary>Where spans begin.</summary>
    public ActivitySource Source { get; }

    /// <summary>Pushes what is left. Returns what a reader of the report must know; null where the collector took it all.</summary>
    public string? Flush()
    {
        var isDone = provider.ForceFlush((int)PushTimeout.TotalMilliseconds);
        return pushes.Failed > 0
                ? $"--otlp {endpoint}: {pushes.Failed} of {pushes.All} pushes of traces were not taken ({pushes.LastProblem}); "
                    + "--trace-sample 0 sends none"
            : isDone ? null
            : $"--otlp {endpoint}: the last traces could not be pushed";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        provider.Dispose();
        pushes.Dispose();
        Source.Dispose();
    }
}
