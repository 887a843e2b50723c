using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>
/// The percentiles of some times, as a whole and by blocks. Higher percentiles need larger blocks; each of those is
/// made of whole smaller ones, so that a value is sorted in once a level and not once a percentile and second.
/// </summary>
internal sealed class TimeBlocks
{
    private readonly LatencyHistogram whole = new();
    private readonly PercentileBlocks p50;
    private readonly PercentileBlocks p95;
    private readonly PercentileBlocks p99;

    /// <param name="own">How many values will come.</param>
    /// <param name="fewest">How many come in the run that has fewer of them.</param>
    public TimeBlocks(long own, long fewest)
    {
        p99 = new PercentileBlocks(99, BlockSize.Of(BlockSize.ForP99, own, fewest), whole.Add);
        p95 = new PercentileBlocks(95, BlockSize.Of(BlockSize.ForP95, own, fewest), block => Forward(p99, block));
        p50 = new PercentileBlocks(50, BlockSize.Of(BlockSize.ForMedian, own, fewest), block => Forward(p95, block));
    }

    /// <summary>Takes values of one second; <see cref="EndOfSecond"/> follows.</summary>
    public void Add(LatencyHistogram times) => p50.Add(times);

    /// <summary>Takes one value after which a block may end.</summary>
    public void Add(TimeSpan time)
    {
        p50.Add(time);
        p50.CloseIfFull();
    }

    /// <summary>Blocks end with a second.</summary>
    public void EndOfSecond() => p50.CloseIfFull();

    /// <summary>The figures, when every value has come; to be asked for once.</summary>
    /// <param name="group">What the times are of.</param>
    /// <param name="prefix">What their names begin with.</param>
    public IReadOnlyList<FigureSample> Figures(string group, string prefix = "")
    {
        p50.Pass();
        p95.Pass();
        p99.Pass();
        return
        [
            Figure("p50", 50, p50, FigureKind.Time),
            Figure("p95", 95, p95, FigureKind.Tail),
            Figure("p99", 99, p99, FigureKind.Tail),
        ];

        FigureSample Figure(string name, double percentile, PercentileBlocks level, FigureKind kind) =>
            new(
                new ComparedMetric(group, prefix + name, kind),
                whole.Percentile(percentile)?.TotalMilliseconds,
                level.Blocks
            );
    }

    private static void Forward(PercentileBlocks level, LatencyHistogram block)
    {
        level.Add(block);
        level.CloseIfFull();
    }
}
