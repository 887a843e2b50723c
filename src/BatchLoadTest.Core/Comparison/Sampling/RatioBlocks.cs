namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A sum over a count, such as a share or a mean, as a whole and by blocks.</summary>
/// <param name="own">What the count will be in the end.</param>
/// <param name="fewest">What it will be in the run where it is smaller.</param>
internal sealed class RatioBlocks(long own, long fewest)
{
    private readonly long size = BlockSize.Of(BlockSize.ForMedian, own, fewest);
    private readonly List<double> blocks = [];
    private double sum;
    private long count;
    private double openSum;
    private long openCount;

    /// <summary>Adds to both.</summary>
    public void Add(double value, long times)
    {
        sum += value;
        count += times;
        openSum += value;
        openCount += times;
        if (openCount >= size)
        {
            blocks.Add(openSum / openCount);
            (openSum, openCount) = (0, 0);
        }
    }

    /// <summary>The figure as it stands.</summary>
    public FigureSample Figure(ComparedMetric metric) => new(metric, count == 0 ? null : sum / count, blocks);
}
