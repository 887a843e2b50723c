using MathNet.Numerics.Distributions;

namespace BatchLoadTest.Capacity.Inference;

/// <summary>Finds the growth of unfinished rows, with an interval.</summary>
/// <remarks>
/// The residuals of a queue near its capacity are a random walk, and ordinary least squares then takes its own error
/// for a quarter of what it is. So each bound stands on the assumption that is against the verdict it serves. The lower
/// one, which condemns, uses the error of a line through a pure walk, sqrt(6/5 s²/T) (s²: variance of what the backlog
/// gained in a second, from blocks). The upper one, which lets pass, needs blocks whose residuals are independent, and
/// becomes infinitely wide as they are not.
/// </remarks>
internal static class GrowthEstimate
{
    private const double WalkFactor = 6.0 / 5;

    /// <summary>The growth; null with no more than <see cref="BatchMeans.Usual"/> seconds.</summary>
    /// <param name="unfinishedRows">The mean of each second.</param>
    /// <param name="alpha">How often the interval may miss, both sides together.</param>
    public static Growth? Of(IReadOnlyList<double> unfinishedRows, double alpha)
    {
        if (unfinishedRows.Count <= BatchMeans.Usual)
        {
            return null;
        }

        var line = BatchMeans.Line(unfinishedRows);
        var walked = WalkError(unfinishedRows) * StudentT.InvCDF(0, 1, BatchMeans.Usual - 1, 1 - (alpha / 2));
        var swing = line.HalfWidth(alpha);
        return new Growth(line.Slope, line.Slope - Math.Max(walked, swing), line.Slope + swing);
    }

    private static double WalkError(IReadOnlyList<double> values)
    {
        var length = (values.Count - 1) / BatchMeans.Usual;
        var from = values.Count - 1 - (length * BatchMeans.Usual);
        var gains = new double[BatchMeans.Usual];
        for (var block = 0; block < gains.Length; block++)
        {
            var begin = from + (block * length);
            gains[block] = values[begin + length] - values[begin];
        }

        var mean = gains.Average();
        var perSecond = gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1) / length;
        return Math.Sqrt(WalkFactor * perSecond / values.Count);
    }
}
