namespace BatchLoadTest.Comparison.Sampling;

/// <summary>
/// How large a block must be: large enough for its figure to mean something, and for a run to have no more than
/// <see cref="MostBlocks"/>, since long blocks resemble each other less than short ones do.
/// </summary>
internal static class BlockSize
{
    /// <summary>More of them would tell hardly more.</summary>
    public const int MostBlocks = 30;

    /// <summary>
    /// For rates: users who began together stay together for a while, and blocks shorter than their round would show their
    /// coming and going, and not the rate.
    /// </summary>
    public const int MostRateBlocks = 16;

    /// <summary>Values in a block for its median, mean or share.</summary>
    public const int ForMedian = 10;

    /// <summary>Values in a block for its 95th percentile: one of them lies above it.</summary>
    public const int ForP95 = 20;

    /// <summary>Values in a block for its 99th percentile: one of them lies above it.</summary>
    public const int ForP99 = 100;

    /// <summary>Events in a block for its rate, where the run with more of them is asked.</summary>
    public const int ForRate = 20;

    /// <summary>Values that a block must hold.</summary>
    /// <param name="least">At least so many.</param>
    /// <param name="all">Values of the run.</param>
    public static long Of(int least, long all) => Math.Max(least, (all + MostBlocks - 1) / MostBlocks);
}
