using BatchLoadTest.Statistics.Inference;

namespace BatchLoadTest.Comparison.Inference;

/// <summary>One figure of one run, and how far it may be off, found from the same figure of the run's blocks.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Variance">Of the figure, not of one block's.</param>
/// <param name="DegreesOfFreedom">How well the variance is known.</param>
internal sealed record Estimate(double Value, double Variance, double DegreesOfFreedom)
{
    /// <summary>With fewer blocks the variance itself is a guess.</summary>
    public const int FewestBlocks = 8;

    /// <summary>The method of batch means; null where there are fewer than <see cref="FewestBlocks"/>.</summary>
    /// <param name="blocks">The figure of each block, in the order of time.</param>
    /// <remarks>
    /// The value is the mean of the blocks' figures and not the figure of all blocks together: a percentile of a
    /// whole run may hang on whether it had one bad second or two, of which its blocks can tell nothing. Neighbouring
    /// blocks of a run resemble each other. By their autocorrelation r at lag 1, n of them tell as much as n (1 - r)
    /// / (1 + r) independent ones would.
    /// </remarks>
    public static Estimate? Of(IReadOnlyList<double> blocks)
    {
        if (blocks.Count < FewestBlocks)
        {
            return null;
        }

        // Added to a first value, equal ones have exactly that mean, and no variance out of rounding.
        var mean = blocks[0] + blocks.Average(block => block - blocks[0]);
        var squares = blocks.Sum(block => (block - mean) * (block - mean));
        var autocorrelation = Autocorrelation.AtLagOne(blocks);
        var independent = Math.Max(2, blocks.Count * (1 - autocorrelation) / (1 + autocorrelation));
        return new Estimate(mean, squares / (blocks.Count - 1) / independent, independent - 1);
    }
}
