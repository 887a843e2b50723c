using BatchLoadTest.Settings;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest;

/// <summary>Makes thresholds of settings.</summary>
internal static class ThresholdSettings
{
    /// <summary>The seed's limits first, then the person's own, in their order.</summary>
    public static IReadOnlyList<Threshold> ThresholdsOf(this MetricCatalogue catalogue, RunSettings settings)
    {
        throw new NotSupportedException();
    }
}
