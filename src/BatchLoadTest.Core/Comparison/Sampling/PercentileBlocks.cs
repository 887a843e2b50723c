using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A percentile of each block of times, in milliseconds. Holds one block's histogram at a time.</summary>
/// <param name="percentile">Above 0, at most 100.</param>
/// <param name="size">A block is closed when it holds as many values.</param>
/// <param name="next">Takes each block's values when it is closed.</param>
internal sealed class PercentileBlocks(double percentile, long size, Action<LatencyHistogram> next)
{
    private readonly LatencyHistogram open = new();
    private readonly List<double> blocks = [];

    /// <summary>The percentile of each block, in the order of time.</summary>
    public IReadOnlyList<double> Blocks => blocks;

    /// <summary>Takes values; <see cref="CloseIfFull"/> should follow where a block may end.</summary>
    public void Add(LatencyHistogram times) => open.Add(times);

    /// <summary>Takes one value.</summary>
    public void Add(TimeSpan time) => open.Record(time);

    /// <summary>Ends the block if it holds enough.</summary>
    public void CloseIfFull()
    {
        if (open.Count >= size)
        {
            blocks.Add(open.Percentile(percentile)!.Value.TotalMilliseconds);
            Pass();
        }
    }

    /// <summary>Hands on what is left; it is no block.</summary>
    public void Pass()
    {
        next(open);
        open.Clear();
    }
}
