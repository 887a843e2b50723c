using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>Figures of the report are not shown more exactly than they are.</summary>
[Trait("needs", "browser")]
public sealed class ExactnessTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task PercentilesOfFewRequests_AreTheHighestOrMore_AndSayWhy()
    {
        var report = SampleRun.Report with
        {
            Final = SampleRun.Busy with { Steps = [SampleRun.Figures(Step.Poll, 7, 0, 100)] },
        };
        await using var opened = await browser.OpenAsync(report);
        var row = opened.Page.Locator("#statistics-table tr[data-row=poll]");

        Assert.DoesNotContain("≥", await row.Locator("[data-column=p50]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("≥ ", await row.Locator("[data-column=p90]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("≥ ", await row.Locator("[data-column=p99]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "The highest of only 7 values: a p99 takes 100",
            await row.Locator("[data-column=p99]").GetAttributeAsync("title")
        );
        // All steps together have many.
        Assert.DoesNotContain(
            "≥",
            await opened.Page.InnerTextAsync("#statistics-table tfoot [data-column=p99]"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PhasesByStampsOfWholeSeconds_AreWholeSeconds()
    {
        var running = new LatencyHistogram();
        for (var batch = 0; batch < 10; batch++)
        {
            running.Record(TimeSpan.FromSeconds(batch < 9 ? 3 : 4));
        }

        await using var opened = await browser.OpenAsync(
            SampleRun.Report with
            {
                Final = SampleRun.Busy with { Batches = SampleRun.Busy.Batches with { Running = running.Summarise() } },
            }
        );

        Assert.Equal(
            ["10", "3 s", "3 s", "3 s", "3 s", "≥ 4 s", "≥ 4 s", "4 s"],
            await opened.Page.Locator("#batches-phases tr[data-row=running_ms] td").AllInnerTextsAsync()
        );
    }

    [Fact]
    public async Task ColumnsThatSayNothing_AreLeftOut()
    {
        await using var opened = await browser.OpenAsync(
            SampleRun.Report with
            {
                Final = SampleRun.Busy with { Steps = [SampleRun.Figures(Step.Poll, 700, 0, 100)] },
            }
        );
        await using var interrupted = await browser.OpenAsync(SampleRun.Report);

        Assert.False(await opened.Page.Locator("#statistics-table [data-head=interrupted]").IsVisibleAsync());
        Assert.False(await opened.Page.Locator("#statistics-table tbody [data-column=interrupted]").IsVisibleAsync());
        Assert.True(await interrupted.Page.Locator("#statistics-table [data-head=interrupted]").IsVisibleAsync());
    }
}
