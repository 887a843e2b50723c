using System.Diagnostics.Metrics;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using StepNames = BatchLoadTest.Measurements.StepNames;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// Pushes the figures of a run over OpenTelemetry (OTLP, HTTP with protobuf): the same as <c>/metrics</c> shows, by the
/// same names with dots. What the collector does not take is tried again with the next push, since all sums are
/// cumulative. Fed by the collector's thread.
/// </summary>
internal sealed class OtlpExport : IIntervalSink, IDisposable
{
    private static readonly TimeSpan PushInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(5);

    private readonly Uri endpoint;
    private readonly StepNames names;
    private readonly Meter meter = new("batch-load-test");
    private readonly MeterProvider provider;
    private readonly List<(Instrument Instrument, Histogram<double> Pushed)> distributions = [];
    private readonly RunCounter counter = new();
    private RunFigures? newest;

    /// <summary>Begins to push.</summary>
    /// <param name="endpoint">The collector's address; without a path, <c>/v1/metrics</c> is meant.</param>
    /// <param name="run">What the run is called.</param>
    public OtlpExport(Uri endpoint, RunFacts run)
    {
        this.endpoint = endpoint;
        names = new StepNames(run.ApiBase);
        foreach (var instrument in Instruments.All.Where(instrument => instrument.IsPushed))
        {
            Add(instrument);
        }

        provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => OtlpAddress.Describe(resource, run))
            .AddMeter(meter.Name)
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    exporter.Endpoint = OtlpAddress.OfMetrics(endpoint);
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
        counter.Add(interval);
        foreach (var (instrument, pushed) in distributions)
        {
            (string, string)[]? labels = null;
            KeyValuePair<string, object?>[] tags = [];
            foreach (var sample in instrument.ReadEach!(interval, names))
            {
                if (labels != sample.Labels)
                {
                    (labels, tags) = (sample.Labels, Tags(sample));
                }

                pushed.Record(sample.Value, tags);
            }
        }
    }

    /// <summary>Takes the figures up to the interval that was written last.</summary>
    public void Publish(RunSnapshot figures) =>
        Volatile.Write(ref newest, new RunFigures(figures, counter.Copy(), figures.Users));

    /// <summary>Pushes what is left. Returns what a reader of the report must know; null where the collector took it in time.</summary>
    public string? Flush() =>
        provider.ForceFlush((int)PushTimeout.TotalMilliseconds)
            ? null
            : $"--otlp {endpoint}: the last figures could not be pushed";

    /// <inheritdoc/>
    public void Dispose()
    {
        provider.Dispose();
        meter.Dispose();
    }

    // Distributions are pushed value by value; everything else is read when a push is due.
    private void Add(Instrument instrument)
    {
        var (name, unit, description) = (instrument.PushedName, instrument.Unit, instrument.Description);
        switch (instrument)
        {
            case { ReadEach: not null }:
                var advice = instrument.Bounds is { } bounds
                    ? new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }
                    : null;
                distributions.Add((instrument, meter.CreateHistogram(name, unit, description, [], advice)));
                break;
            case { Kind: InstrumentKind.Counter, IsWhole: true }:
                meter.CreateObservableCounter(name, () => Read(instrument, value => (long)value), unit, description);
                break;
            case { Kind: InstrumentKind.Counter }:
                meter.CreateObservableCounter(name, () => Read(instrument, value => value), unit, description);
                break;
            case { IsWhole: true }:
                meter.CreateObservableGauge(name, () => Read(instrument, value => (long)value), unit, description);
                break;
            default:
                meter.CreateObservableGauge(name, () => Read(instrument, value => value), unit, description);
                break;
        }
    }

    // What has not happened to one of many is not worth a series; Prometheus' text has it all the same.
    private IEnumerable<Measurement<T>> Read<T>(Instrument instrument, Func<double, T> convert)
        where T : struct =>
        Volatile.Read(ref newest) is { } figures
            ? instrument
                .Read(figures)
                .Where(sample => sample.Labels.Length == 0 || sample.Value != 0)
                .Select(sample => new Measurement<T>(convert(sample.Value), Tags(sample)))
            : [];

    private static KeyValuePair<string, object?>[] Tags(Sample sample) =>
        [.. sample.Labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Value))];
}
