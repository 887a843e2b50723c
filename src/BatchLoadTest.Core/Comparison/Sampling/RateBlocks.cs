namespace BatchLoadTest.Comparison.Sampling;

/// <summary>
/// Something done per second, as a whole and by blocks of as many seconds each; the last one takes the seconds left
/// over. A second of which nothing was recorded was one in which nothing was done.
/// </summary>
internal sealed class RateBlocks
{
    private readonly RunWindow window;
    private readonly long secondsPerBlock;
    private readonly double[] done;

    /// <param name="window">The part of the run.</param>
    /// <param name="perSecond">Events per second, in the run that had more of them.</param>
    public RateBlocks(RunWindow window, double perSecond)
    {
        this.window = window;
        var forEvents = perSecond > 0 ? Math.Ceiling(BlockSize.ForRate / perSecond) : double.PositiveInfinity;
        var forNumber = Math.Ceiling((double)window.Seconds / BlockSize.MostRateBlocks);
        secondsPerBlock = (long)Math.Max(1, Math.Min(Math.Max(forEvents, forNumber), window.Seconds));
        done = new double[window.Seconds / secondsPerBlock];
    }

    /// <summary>Counts what was done in a second of the window.</summary>
    public void Add(long second, double times) =>
        done[Math.Min((second - window.First) / secondsPerBlock, done.Length - 1)] += times;

    /// <summary>The figure as it stands.</summary>
    public FigureSample Figure(ComparedMetric metric) =>
        new(
            metric,
            window.Seconds == 0 ? null : done.Sum() / window.Seconds,
            [.. done.Select((times, block) => times / SecondsOf(block))]
        );

    private long SecondsOf(int block) =>
        block < done.Length - 1 ? secondsPerBlock : window.Seconds - (secondsPerBlock * (done.Length - 1));
}
