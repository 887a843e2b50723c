using MathNet.Numerics.Distributions;

namespace BatchLoadTest.Capacity.Inference;

/// <summary>What a count out of independent samples says about the share behind it: exact (Clopper and Pearson, 1934).</summary>
internal static class BinomialBounds
{
    /// <summary>How likely at most <paramref name="over"/> of <paramref name="samples"/> are, 0 to 1.</summary>
    public static double AtMost(int over, int samples, double share) =>
        over < 0 ? 0
        : over >= samples ? 1
        : 1 - Beta.CDF(over + 1, samples - over, share);

    /// <summary>How likely at least <paramref name="over"/> of <paramref name="samples"/> are, 0 to 1.</summary>
    public static double AtLeast(int over, int samples, double share) => 1 - AtMost(over - 1, samples, share);

    /// <summary>The interval that misses on each side in <paramref name="alpha"/> of all cases at most.</summary>
    public static ShareInterval Interval(int over, int samples, double alpha) =>
        samples == 0
            ? new ShareInterval(0, 0, 1)
            : new ShareInterval(
                (double)over / samples,
                over == 0 ? 0 : Beta.InvCDF(over, samples - over + 1, alpha),
                over == samples ? 1 : Beta.InvCDF(over + 1, samples - over, 1 - alpha)
            );
}
