namespace BatchLoadTest.Statistics.Inference;

/// <summary>How much a value tells of the next one.</summary>
internal static class Autocorrelation
{
    /// <summary>Beyond this a run only drifts, and no formula gets a number of independent values out of it.</summary>
    public const double Highest = 0.9;

    /// <summary>
    /// The autocorrelation at lag 1, from 0 to <see cref="Highest"/>. What is below zero counts as zero: then taking
    /// values for independent errs on the safe side.
    /// </summary>
    /// <param name="values">In the order of time.</param>
    public static double AtLagOne(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
        {
            return 0;
        }

        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        if (squares <= 0)
        {
            return 0;
        }

        var products = 0.0;
        for (var index = 1; index < values.Count; index++)
        {
            products += (values[index] - mean) * (values[index - 1] - mean);
        }

        return Math.Clamp(products / squares, 0, Highest);
    }
}
