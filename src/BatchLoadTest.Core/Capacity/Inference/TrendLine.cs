using MathNet.Numerics.Distributions;

namespace BatchLoadTest.Capacity.Inference;

/// <summary>A straight line through the means of equal blocks of time, by ordinary least squares.</summary>
internal sealed class TrendLine
{
    // Beyond this the blocks only drift, and no formula gets a number of independent ones out of them.
    private const double HighestCorrelation = 0.95;

    /// <summary>Fits the line.</summary>
    /// <param name="means">The mean of each block, in the order of time; three or more.</param>
    /// <param name="blockSeconds">How long each block is, in seconds.</param>
    public TrendLine(IReadOnlyList<double> means, double blockSeconds)
    {
        var count = means.Count;
        var middle = (count - 1) / 2.0;
        var level = means.Average();
        var spread = count * ((double)count * count - 1) / 12;
        var slope = 0.0;
        for (var block = 0; block < count; block++)
        {
            slope += (block - middle) * (means[block] - level) / spread;
        }

        var (squares, products, before) = (0.0, 0.0, 0.0);
        for (var block = 0; block < count; block++)
        {
            var rest = means[block] - level - (slope * (block - middle));
            squares += rest * rest;
            products += block > 0 ? rest * before : 0;
            before = rest;
        }

        Blocks = count;
        Slope = slope / blockSeconds;
        PlainError = Math.Sqrt(squares / (count - 2) / spread) / blockSeconds;
        // A line takes some of the correlation with it: residuals of independent blocks have about -2/k at lag 1.
        var measured = squares > 0 ? products / squares : 0;
        Correlation = Math.Clamp(measured + (2 * (1 + measured) / count), 0, HighestCorrelation);
    }

    /// <summary>How many blocks.</summary>
    public int Blocks { get; }

    /// <summary>In the unit of the means for each second.</summary>
    public double Slope { get; }

    /// <summary>The standard error of <see cref="Slope"/> if the residuals were independent.</summary>
    public double PlainError { get; }

    /// <summary>Of neighbouring residuals, corrected for the few blocks; 0 to 0.95.</summary>
    public double Correlation { get; }

    /// <summary>
    /// How far the interval reaches to each side of <see cref="Slope"/>: Student's t, with error and degrees of freedom
    /// of as many independent blocks as k correlated ones are worth, k (1 - r) / (1 + r).
    /// </summary>
    /// <param name="alpha">How often the interval may miss, both sides together; such as 0.05.</param>
    public double HalfWidth(double alpha)
    {
        var inflation = (1 + Correlation) / (1 - Correlation);
        var freedom = Math.Max(1, (Blocks / inflation) - 2);
        return StudentT.InvCDF(0, 1, freedom, 1 - (alpha / 2)) * PlainError * Math.Sqrt(inflation);
    }
}
