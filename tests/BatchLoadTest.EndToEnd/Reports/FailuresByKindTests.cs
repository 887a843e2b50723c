using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>Failures by kind: over time as one stacked chart, and as a table of steps and kinds.</summary>
[Trait("needs", "browser")]
public sealed class FailuresByKindTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Table_HasStepsAndKindsWorstFirst_TheDarkerTheMore()
    {
        await using var opened = await browser.OpenAsync(SampleRun.Report);
        var page = opened.Page;

        Assert.Equal(
            ["Step", "http_429", "http_500", "timeout", "content_mismatch", "Total"],
            await page.Locator("#failures-matrix thead th").AllTextContentsAsync()
        );
        Assert.Equal(
            ["upload", "create", "output", "all"],
            await page.Locator("#failures-matrix tr > th[scope=row]").AllTextContentsAsync()
        );
        Assert.Equal(
            ["9", "·", "3", "·", "12"],
            await page.Locator("#failures-matrix tr[data-row=upload] td").AllTextContentsAsync()
        );
        Assert.Equal(
            ["9", "3", "3", "1", "16"],
            await page.Locator("#failures-matrix tfoot td").AllTextContentsAsync()
        );
        Assert.Equal("9", await page.InnerTextAsync("#failures-matrix .heat-5"));
        Assert.Equal("1", await page.InnerTextAsync("#failures-matrix .heat-1"));
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Table_BeyondEightKinds_HasOthers_AndOfOneKindAtOneStepThereIsNone()
    {
        var many = Enumerable
            .Range(0, 11)
            .Select(kind => SampleRun.Failure(Step.Poll, $"http_{500 + kind}", 20 - kind, ""));
        await using var opened = await browser.OpenAsync(
            SampleRun.Report with
            {
                Final = SampleRun.Busy with { Failures = [.. many] },
            }
        );
        await using var one = await browser.OpenAsync(
            SampleRun.Report with
            {
                Final = SampleRun.Busy with { Failures = [SampleRun.Failure(Step.Poll, "http_503", 20, "")] },
            }
        );

        var heads = await opened.Page.Locator("#failures-matrix thead th").AllTextContentsAsync();
        Assert.Equal(11, heads.Count);
        Assert.Equal("others", heads[9]);
        Assert.Equal($"{12 + 11 + 10}", await opened.Page.Locator("#failures-matrix tfoot td").Nth(8).InnerTextAsync());
        Assert.False(await one.Page.Locator("#failures-matrix").IsVisibleAsync());
    }

    [Fact]
    public async Task Chart_NamesEachKindWithItsNumber_AndItsTooltipTellsTheClock()
    {
        var report = SimulatedRun.Lively();
        await using var opened = await browser.OpenAsync(report);
        var page = opened.Page;
        var plot = page.Locator("#charts-grid .plot").Nth(1);
        var total = await page.EvaluateAsync<long>(
            "() => Number(document.querySelector('#failures-matrix tfoot td:last-child, [data-figure=failure-rate] + dd').textContent.replace(/ of.*|,/g, ''))"
        );

        var about = (await plot.GetAttributeAsync("aria-label"))!;

        var kinds = about.Split(';')[1].TrimEnd('.').Split(", ");
        Assert.Equal(
            total,
            kinds.Sum(kind => long.Parse(kind.Trim().Split(' ')[1].Replace(",", "", Ordinal), Invariant))
        );
        await plot.ScrollIntoViewIfNeededAsync();
        var box = await plot.BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.WaitForFunctionAsync(
            """() => /\d:\d\d   \d\d:\d\d:\d\d UTC/.test(document.querySelectorAll("#charts-grid .plot")[1].textContent)"""
        );
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Chart_WhereAnotherKindBecomesTheMostFrequent_DrawsThatLast()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        // One area hides what is behind it: the lowest of the stack is drawn over the others.
        var last = await opened.Page.EvaluateAsync<string[]>(
            """
            () => {
                const data = JSON.parse(document.getElementById("run-data").textContent);
                const show = (one, other) => {
                    const { all, t_s: points } = data.timeline;
                    all.failures_by_kind = { http_500: points.map(() => one), timeout: points.map(() => other) };
                    all.failures = points.map(() => one + other);
                    page.render(data);
                    const areas = [...document.querySelectorAll("#charts-grid .plot")[1].querySelectorAll("svg path")]
                        .map((path) => path.getAttribute("fill") ?? "").filter((fill) => fill.startsWith("color-mix"));
                    return areas.at(-1);
                };
                return [show(2, 1), show(1, 2)];
            }
            """
        );

        Assert.NotEqual(last[0], last[1]);
        Assert.All(last, fill => Assert.StartsWith("color-mix", fill, Ordinal));
        Assert.Empty(opened.Complaints);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
