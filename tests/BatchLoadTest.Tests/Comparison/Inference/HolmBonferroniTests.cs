using BatchLoadTest.Comparison.Inference;

namespace BatchLoadTest.Tests.Comparison.Inference;

public sealed class HolmBonferroniTests
{
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") is 0.05 0.08 0.09 0.09 0.09; by hand 5 x 0.01, 4 x 0.02,
    // 3 x 0.03, and then never less than before.
    [Fact]
    public void Adjust_GivesWhatRGives() =>
        Assert.Equal(
            [0.05, 0.08, 0.09, 0.09, 0.09],
            HolmBonferroni.Adjust([0.01, 0.02, 0.03, 0.04, 0.05]).Select(p => Math.Round(p, 12))
        );

    [Fact]
    public void Adjust_KeepsTheOrderOfItsInput() =>
        Assert.Equal([0.9, 0.03, 0.8], HolmBonferroni.Adjust([0.9, 0.01, 0.4]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjust_OfNothing() => Assert.Empty(HolmBonferroni.Adjust([]));
}
