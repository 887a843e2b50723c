namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A sum over a count, such as a share or a mean, as a whole and by blocks.</summary>
/// <param name="own">How many samples there will be in the end.</param>
/// <param name="fewest">How many in the run that has fewer of them.</param>
internal sealed class RatioBlocks(long own, long fewest)
{
    private readonly long size = BlockSize.Of(BlockSize.ForMedian, own, fewest);
    private readonly List<double> blocks = [];
    private double sum;
    private long count;
    private double openSum;
    private long openCount;
    private long openSamples;

    /// <summary>Adds to both.</summary>
    public void Add(double value, long times) => Add(value, times, times);

    /// <summary>Adds to both, where the size of blocks is told by something else than the count.</summary>
    /// <param name="value">To the sum.</param>
    /// <param name="times">To the count.</param>
    /// <param name="samples">How many samples these are: rows of one batch share its fate, and are one.</param>
    public void Add(double value, long times, long samples)
    {
        sum += value;
        count += times;
        openSum += value;
        openCount += times;
        openSamples += samples;
        if (openSamples >= size)
        {
            blocks.Add(openSum / openCount);
            (openSum, openCount, openSamples) = (0, 0, 0);
        }
    }

    /// <summary>The figure as it stands.</summary>
    public FigureSample Figure(ComparedMetric metric) => new(metric, count == 0 ? null : sum / count, blocks);
}
