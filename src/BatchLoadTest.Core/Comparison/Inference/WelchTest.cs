using MathNet.Numerics.Distributions;

namespace BatchLoadTest.Comparison.Inference;

/// <summary>Welch's t-test: whether two figures differ, each with a variance of its own.</summary>
internal sealed class WelchTest
{
    private readonly double standardError;
    private readonly double degreesOfFreedom;

    /// <summary>Tests <paramref name="second"/> against <paramref name="first"/>.</summary>
    public WelchTest(Estimate first, Estimate second)
    {
        Difference = second.Value - first.Value;
        var variance = first.Variance + second.Variance;
        standardError = Math.Sqrt(variance);
        // Welch and Satterthwaite. Squares of shares, for a variance far below 1 has a square of nothing.
        var share = variance > 0 ? first.Variance / variance : 0;
        degreesOfFreedom =
            1 / ((share * share / first.DegreesOfFreedom) + ((1 - share) * (1 - share) / second.DegreesOfFreedom));
    }

    /// <summary>The second figure less the first.</summary>
    public double Difference { get; }

    /// <summary>
    /// How often a difference at least as large would be seen, either way, where there is none: 0 to 1. Without any
    /// variance in both there is no chance: 1 where they are equal, else 0.
    /// </summary>
    public double PValue
    {
        get
        {
            if (standardError > 0)
            {
                var statistic = Math.Abs(Difference) / standardError;
                return Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -statistic));
            }

            return Difference == 0 ? 1 : 0;
        }
    }

    /// <summary>The confidence interval reaches this far to both sides of <see cref="Difference"/>.</summary>
    /// <param name="confidence">Above 0 and below 1, such as 0.95.</param>
    public double HalfWidth(double confidence) =>
        standardError > 0 ? standardError * StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + confidence) / 2) : 0;
}
