using BatchLoadTest.Recording;
using OpenTelemetry.Resources;

namespace BatchLoadTest.Telemetry;

/// <summary>Where OpenTelemetry's signals are pushed to, and what they say of the run.</summary>
internal static class OtlpAddress
{
    private const string MetricsPath = "/v1/metrics";
    private const string TracesPath = "/v1/traces";

    /// <summary>Where figures go: an address with a path is meant as it is.</summary>
    public static Uri OfMetrics(Uri endpoint) =>
        endpoint.AbsolutePath == "/" ? new Uri(endpoint, MetricsPath) : endpoint;

    /// <summary>Where traces go; null where the address is that of figures, and nobody knows the other.</summary>
    public static Uri? OfTraces(Uri endpoint) =>
        endpoint.AbsolutePath == "/" ? new Uri(endpoint, TracesPath)
        : endpoint.AbsolutePath.EndsWith(MetricsPath, StringComparison.Ordinal)
            ? new UriBuilder(endpoint) { Path = endpoint.AbsolutePath[..^MetricsPath.Length] + TracesPath }.Uri
        : null;

    /// <summary>Says what the run is called.</summary>
    public static void Describe(ResourceBuilder resource, RunFacts run)
    {
        resource.AddService("batch-load-test", serviceVersion: run.Version, serviceInstanceId: run.Id);
        resource.AddAttributes(
            run.Tags.Select(tag => new KeyValuePair<string, object>($"tag.{tag.Key}", tag.Value))
                .Append(new("target", run.Host))
        );
    }
}
