namespace BatchLoadTest.Comparison.Inference;

/// <summary>One figure of one run, and how far it may be off, found from the same figure of the run's blocks.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Variance">Of the figure, not of one block's.</param>
/// <param name="DegreesOfFreedom">How well the variance is known.</param>
internal sealed record Estimate(double Value, double Variance, double DegreesOfFreedom)
{
    /// <summary>With fewer blocks the variance itself is a guess.</summary>
    public const int FewestBlocks = 8;

    /// <summary>The method of batch means, by sections; null where there are fewer than <see cref="FewestBlocks"/>.</summary>
    /// <param name="whole">
    /// The figure of all blocks taken together. Blocks vary about it and not about their own mean (sectioning, Asmussen and
    /// Glynn 2007): a percentile of few values is biased, and so the bias is part of what is not known.
    /// </param>
    /// <param name="blocks">The figure of each block, in the order of time.</param>
    /// <remarks>
    /// Neighbouring blocks of a run resemble each other. By their autocorrelation r at lag 1, n of them tell as much as
    /// n (1 - r) / (1 + r) independent ones would.
    /// </remarks>
    public static Estimate? Of(double whole, IReadOnlyList<double> blocks)
    {
        if (blocks.Count < FewestBlocks)
        {
            return null;
        }

        var squares = blocks.Sum(block => (block - whole) * (block - whole));
        var autocorrelation = Autocorrelation.AtLagOne(blocks);
        var independent = Math.Max(2, blocks.Count * (1 - autocorrelation) / (1 + autocorrelation));
        return new Estimate(whole, squares / (blocks.Count - 1) / independent, independent - 1);
    }
}
