using BatchLoadTest.Comparison.Html;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>The page of a comparison for those who do not see it or have no mouse, light and dark.</summary>
[Trait("needs", "browser")]
[Trait("needs", "axe")]
public sealed class ComparisonAccessibilityTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task AxeFindsNothing()
    {
        var (baseline, newer) = SampleComparison.MixedRuns;
        using var stream = new MemoryStream();
        await ComparisonPage.WriteAsync(
            stream,
            SampleComparison.Mixed,
            baseline,
            newer,
            TestContext.Current.CancellationToken
        );
        await using var opened = await browser.OpenFileAsync(stream.ToArray());

        Assert.Empty(await Axe.FindInBothColoursAsync(opened.Page, "comparison"));
    }
}
