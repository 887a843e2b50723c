namespace BatchLoadTest.Comparison.Sampling;

/// <summary>
/// How large a block must be: large enough for its figure to mean something, and for the shorter run to have no more
/// than <see cref="MostBlocks"/>, since long blocks resemble each other less than short ones do.
/// </summary>
internal static class BlockSize
{
    /// <summary>More of them would tell hardly more.</summary>
    public const int MostBlocks = 30;

    /// <summary>Their figures are kept; a run of days beside one of seconds must not fill the memory.</summary>
    public const int MostBlocksOfTheLonger = 2000;

    /// <summary>
    /// For rates: users who began together stay together for a while, and blocks shorter than their round would show
    /// their coming and going, and not the rate.
    /// </summary>
    public const int MostRateBlocks = 16;

    /// <summary>Values in a block for its median, mean or share.</summary>
    public const int ForMedian = 10;

    /// <summary>Values in a block for its 95th percentile: one of them lies above it.</summary>
    public const int ForP95 = 20;

    /// <summary>Values in a block for its 99th percentile: one of them lies above it.</summary>
    public const int ForP99 = 100;

    /// <summary>Events in a block for its rate, where the run with more of them is asked.</summary>
    public const int ForRate = 10;

    /// <summary>Values that a block must hold.</summary>
    /// <param name="least">At least so many.</param>
    /// <param name="own">Values of the run.</param>
    /// <param name="fewest">
    /// Values of the run that has fewer of them. Blocks of both runs are of one size, however long the runs are: the
    /// percentile of few values is biased, and must be so in both.
    /// </param>
    public static long Of(int least, long own, long fewest) =>
        Math.Max(Math.Max(least, Part(fewest, MostBlocks)), Part(own, MostBlocksOfTheLonger));

    private static long Part(long all, int blocks) => (all + blocks - 1) / blocks;
}
