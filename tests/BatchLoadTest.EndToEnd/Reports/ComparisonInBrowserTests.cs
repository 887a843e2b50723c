using BatchLoadTest.Comparison;
using BatchLoadTest.Comparison.Html;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>The page of a comparison opened from disk, without any network, in a real browser.</summary>
[Trait("needs", "browser")]
public sealed class ComparisonInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task ThePage_ShowsVerdictRowsChartsAndDifferences_WithoutAnyErrorAndAsksForNothing()
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
        var page = opened.Page;

        Assert.Empty(opened.Complaints);
        Assert.Equal([page.Url], opened.Requests);
        Assert.Equal("WORSE", await page.InnerTextAsync("#verdict-word"));
        Assert.Equal(
            ComparisonRow.WorstFirst(SampleComparison.Mixed.Rows).Select(row => row.Metric.TitleInClass),
            await page.Locator("#figures-table [data-column=figure]").AllInnerTextsAsync()
        );
        Assert.Equal(6, await page.Locator("#charts-grid figure").CountAsync());
        // Its batches ended and were never created.
        Assert.Equal(5, await page.Locator("#charts-grid svg").CountAsync());
        Assert.True(await page.Locator("text=Nothing of this in either run").First.IsVisibleAsync());
        // A base line that is dashed and a new one that is not.
        var chart = page.Locator("#charts-grid figure").First;
        Assert.NotEqual(0, await chart.Locator("path[stroke-dasharray]").CountAsync());
        Assert.Contains(
            "Requests per second, all steps of both runs over time: at most",
            await chart.Locator(".plot").GetAttributeAsync("aria-label"),
            StringComparison.Ordinal
        );
        await page.SelectOptionAsync("#charts-step", "upload");
        Assert.Equal("Requests per second, upload", await chart.Locator("h3").InnerTextAsync());
        await page.SelectOptionAsync("#figures-choice", "changed");
        Assert.Equal(
            SampleComparison.Mixed.Rows.Count(row =>
                row.Verdict is ComparisonVerdict.Worse or ComparisonVerdict.Better
            ),
            await page.Locator("#figures-table tbody tr").CountAsync()
        );
        Assert.Equal(
            ["version", "users"],
            await page.Locator("#differences-table [data-column=what]").AllInnerTextsAsync()
        );
        Assert.Empty(opened.Complaints);
    }
}
