using System.Diagnostics.Metrics;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// Pushes the figures of a run over OpenTelemetry (OTLP, HTTP with protobuf): the same as <c>/metrics</c> shows, by the
/// same names with dots. What the collector does not take is tried again with the next push, since all sums are
/// cumulative. Fed by the collector's thread.
/// </summary>
internal sealed class OtlpExport : IIntervalSink, IDisposable
{
    private const string Prefix = "batch_load_test.";
    private const string MetricsPath = "/v1/metrics";

    private static readonly TimeSpan PushInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(5);

    private readonly StepNames names;
    private readonly Meter meter = new("batch-load-test");
    private readonly MeterProvider provider;
    private readonly Counter<long> requests;
    private readonly Counter<long> failures;
    private readonly Counter<long> refused;
    private readonly Counter<long> iterations;
    private readonly Counter<long> failedIterations;
    private readonly Counter<long> interrupted;
    private readonly Counter<long> resent;
    private readonly Counter<long> sent;
    private readonly Counter<long> received;
    private readonly Histogram<double> duration;
    private readonly Counter<long> batchesCreated;
    private readonly Counter<long> batchesEnded;
    private readonly Counter<long> defects;
    private readonly Histogram<double> turnaround;
    private int users;
    private long batchesInFlight;

    /// <summary>Begins to push.</summary>
    /// <param name="endpoint">The collector's address; without a path, <c>/v1/metrics</c> is meant.</param>
    /// <param name="run">What the run is called.</param>
    /// <param name="bounds">Upper bounds of latency histograms, in seconds.</param>
    public OtlpExport(Uri endpoint, RunFacts run, IReadOnlyList<double> bounds)
    {
        names = new StepNames(run.ApiBase);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds };
        requests = meter.CreateCounter<long>(Prefix + "requests", "{request}", "Requests that ended.");
        failures = meter.CreateCounter<long>(Prefix + "failures", "{request}", "Failed requests by kind.");
        refused = meter.CreateCounter<long>(Prefix + "refused_requests", "{request}", "Refused requests by kind.");
        iterations = meter.CreateCounter<long>(Prefix + "iterations", "{iteration}", "Iterations that ended.");
        failedIterations = meter.CreateCounter<long>(
            Prefix + "failed_iterations",
            "{iteration}",
            "Iterations whose batch did not complete or a step of which gave up."
        );
        interrupted = meter.CreateCounter<long>(Prefix + "interrupted_requests", "{request}", "Cut off by the end.");
        resent = meter.CreateCounter<long>(Prefix + "resent_requests", "{request}", "Sent once more.");
        sent = meter.CreateCounter<long>(Prefix + "sent", "By", "Bytes of request bodies.");
        received = meter.CreateCounter<long>(Prefix + "received", "By", "Bytes of response bodies.");
        duration = meter.CreateHistogram(Prefix + "request.duration", "s", "Time to the last byte.", [], advice);
        batchesCreated = meter.CreateCounter<long>(Prefix + "batches.created", "{batch}", "Batches accepted.");
        batchesEnded = meter.CreateCounter<long>(Prefix + "batches.ended", "{batch}", "Batches by the way they ended.");
        defects = meter.CreateCounter<long>(Prefix + "result_defects", "{row}", "What was wrong with results.");
        turnaround = meter.CreateHistogram<double>(
            Prefix + "batch.turnaround",
            "s",
            "Create to the answer that showed the end."
        );
        meter.CreateObservableGauge(
            Prefix + "users",
            () => Volatile.Read(ref users),
            "{user}",
            "Virtual users that run."
        );
        meter.CreateObservableGauge(
            Prefix + "batches.in_flight",
            () => Volatile.Read(ref batchesInFlight),
            "{batch}",
            "Batches created and not ended."
        );
        provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, run))
            .AddMeter(meter.Name)
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    exporter.Endpoint = endpoint.AbsolutePath == "/" ? new Uri(endpoint, MetricsPath) : endpoint;
                    exporter.TimeoutMilliseconds = (int)PushTimeout.TotalMilliseconds;
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)
                        PushInterval.TotalMilliseconds;
                }
            )
            .Build();
    }

    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        Volatile.Write(ref users, interval.Users);
        foreach (var name in names.All)
        {
            if (interval.Steps[(int)name.Step] is { IsEmpty: false } counters)
            {
                AddStep(counters, new("step", name.Id));
            }
        }

        foreach (var failure in interval.Failures.All)
        {
            failures.Add(
                failure.Count,
                new("step", names[failure.Step].Id),
                new KeyValuePair<string, object?>("kind", failure.Outcome.KindName(failure.Status))
            );
        }

        iterations.Add(interval.IterationsEnded);
        failedIterations.Add(interval.IterationsFailed);
        batchesCreated.Add(interval.BatchesCreated);
        foreach (var batch in interval.BatchesEnded)
        {
            AddBatch(batch);
        }

        Volatile.Write(ref batchesInFlight, batchesInFlight + interval.BatchesCreated - interval.BatchesEnded.Count);
    }

    /// <summary>Pushes what is left. False where the collector did not take it in time.</summary>
    public bool Flush() => provider.ForceFlush((int)PushTimeout.TotalMilliseconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        provider.Dispose();
        meter.Dispose();
    }

    private void AddStep(StepCounters counters, KeyValuePair<string, object?> step)
    {
        requests.Add(counters.Requests, step);
        interrupted.Add(counters.Interrupted, step);
        resent.Add(counters.Resent, step);
        sent.Add(counters.BytesSent, step);
        received.Add(counters.BytesReceived, step);
        foreach (var refusal in Enum.GetValues<Refusal>())
        {
            if (counters.Refused?[(int)refusal] is > 0 and var count)
            {
                refused.Add(count, step, new("kind", refusal.KindName()));
            }
        }

        foreach (var (microseconds, count) in counters.Latency)
        {
            for (var each = 0L; each < count; each++)
            {
                duration.Record(microseconds / 1e6, step);
            }
        }
    }

    private void AddBatch(BatchRecord batch)
    {
        batchesEnded.Add(1, new KeyValuePair<string, object?>("outcome", batch.Outcome.KindName()));
        if (batch.Outcome.HasTurnaround())
        {
            turnaround.Record(batch.Turnaround.TotalSeconds);
        }

        foreach (var defect in ResultDefects.All)
        {
            if (batch.Findings?[defect] is > 0 and var found)
            {
                defects.Add(found, new KeyValuePair<string, object?>("defect", defect.KindName()));
            }
        }
    }

    private static void Describe(ResourceBuilder resource, RunFacts run)
    {
        resource.AddService("batch-load-test", serviceVersion: run.Version, serviceInstanceId: run.Id);
        resource.AddAttributes(
            run.Tags.Select(tag => new KeyValuePair<string, object>($"tag.{tag.Key}", tag.Value))
                .Append(new("target", run.Host))
        );
    }
}
