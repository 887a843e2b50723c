using BatchLoadTest.Statistics.Inference;

namespace BatchLoadTest.Capacity.Inference;

/// <summary>Leaves out samples until those that stay no longer resemble their neighbours.</summary>
internal static class IndependentSamples
{
    private const double SmallCorrelation = 0.1;

    // One-sided, at 5 %: what independent samples reach by chance.
    private const double ChanceQuantile = 1.645;
    private const int FewestToTell = 8;

    /// <summary>
    /// Every n-th sample, with the least n at which the correlation at lag 1 is below 0.1 or no more than what chance
    /// makes of independent ones.
    /// </summary>
    /// <param name="values">In the order of time.</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> values)
    {
        for (var step = 1; ; step = Math.Max(step + 1, step * 5 / 4))
        {
            var kept = Every(values, step);
            var limit = Math.Max(SmallCorrelation, ChanceQuantile / Math.Sqrt(Math.Max(1, kept.Count)));
            if (kept.Count <= FewestToTell || Autocorrelation.AtLagOne(kept) <= limit)
            {
                return kept;
            }
        }
    }

    private static List<double> Every(IReadOnlyList<double> values, int step)
    {
        var kept = new List<double>((values.Count / step) + 1);
        for (var index = values.Count - 1; index >= 0; index -= step)
        {
            kept.Add(values[index]);
        }

        kept.Reverse();
        return kept;
    }
}
