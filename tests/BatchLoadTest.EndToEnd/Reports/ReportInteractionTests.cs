using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>What a reader can do with the page, and what the page does with newer data and with none.</summary>
[Trait("needs", "browser")]
public sealed class ReportInteractionTests(Browser browser) : IClassFixture<Browser>
{
    private static StringComparison Ordinal => StringComparison.Ordinal;

    [Fact]
    public async Task StepTable_SortsByKeyboard()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());
        var page = opened.Page;
        var head = page.Locator("#statistics-table th:has-text('Requests')");
        var asGiven = await StepsAsync(page);

        await head.Locator("button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal("poll", (await StepsAsync(page))[0]);
        Assert.Equal("key", (await StepsAsync(page))[^1]);

        await page.Keyboard.PressAsync("Space");
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal("key", (await StepsAsync(page))[0]);

        await page.Keyboard.PressAsync("Enter");
        Assert.Null(await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(asGiven, await StepsAsync(page));
        Assert.Equal("all", await page.GetAttributeAsync("#statistics-table tfoot tr", "data-row"));
    }

    [Fact]
    public async Task ChosenClass_IsShownByStatisticsBatchesFailuresResultsAndReads()
    {
        var report = SampleRun.Report with
        {
            Final = SampleRun.Busy with
            {
                Classes =
                [
                    Class("small", 30, SampleRun.Failure(Step.Poll, "timeout", 2, "late"), ReadSummary.None),
                    Class("big", 7, SampleRun.Failure(Step.Create, "http_500", 1, "broken"), BigReads),
                ],
            },
        };
        await using var opened = await browser.OpenAsync(report);
        var page = opened.Page;
        var all = await RequestsAsync(page);

        await page.Locator(".class-choice").First.SelectOptionAsync("big");

        Assert.Equal(["7", "7"], await RequestsAsync(page));
        Assert.Equal(["broken"], await page.Locator("#failures-table td.words").AllTextContentsAsync());
        Assert.Equal(
            [
                "Statistics per step, big",
                "Where the time went, big",
                "Batches, big",
                "Failed requests by kind, big",
                "Check of the results, big",
                "Read while running, big",
            ],
            await page.Locator("h2:has(.of-class)").AllTextContentsAsync()
        );
        Assert.Equal(
            ["big", "big", "big", "big", "big"],
            await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('.class-choice')].map((each) => each.value)"
            )
        );

        Assert.Equal(
            ["0", "7", "0", "0", "0", "0"],
            await page.Locator("#read-faults td[data-column=count]").AllTextContentsAsync()
        );

        await page.Locator(".class-choice").Last.SelectOptionAsync("small");

        Assert.Equal("No running batch of this class was read.", await page.InnerTextAsync("#read .nothing:visible"));
        Assert.False(await page.Locator("#read-times").IsVisibleAsync());

        await page.Locator(".class-choice").Last.SelectOptionAsync("");

        Assert.Equal(all, await RequestsAsync(page));
        Assert.Equal("Statistics per step", await page.InnerTextAsync("#statistics-title"));
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task WithoutClasses_ThereIsNoChoiceOfOne()
    {
        await using var opened = await browser.OpenAsync(SampleRun.Report);

        Assert.Equal(0, await opened.Page.Locator(".class-choice:visible").CountAsync());
    }

    [Fact]
    public async Task ChosenStep_IsShownByTheChartsOfRequests()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());
        var page = opened.Page;

        await page.SelectOptionAsync("#charts-step", "key");

        Assert.Equal("Requests per second, key", await TitleAsync(page, 0));
        Assert.Equal("Latency, key", await TitleAsync(page, 2));
        Assert.Equal("Virtual users", await TitleAsync(page, 3));
        // One request in the whole run: a point, not an empty chart.
        Assert.Equal(
            3,
            await page.EvaluateAsync<int>(
                """() => [1, 2, 3].filter((at) => document.querySelectorAll("#charts-grid .plot")[2].querySelector(`svg path[fill="var(--percentile-${at})"]`)).length"""
            )
        );
        Assert.Equal("No request failed in this time.", await page.InnerTextAsync("#charts-grid .nothing:visible"));
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Tooltip_TellsSecondTimeAndValue()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());
        var page = opened.Page;
        var plot = page.Locator("#charts-grid .plot").First;
        await plot.ScrollIntoViewIfNeededAsync();
        var box = await plot.BoundingBoxAsync();

        await page.Mouse.MoveAsync(box!.X + (box.Width * 25 / 90), box.Y + (box.Height / 2));

        await page.WaitForFunctionAsync(
            """() => document.querySelector("#charts-grid .plot svg").textContent.includes("requests: 6")"""
        );
        var text = await plot.Locator("svg").TextContentAsync();
        Assert.Matches(@"0:2[1-4] +04:04:2[6-9] UTC\+01:00", text);
        Assert.Contains("doubtful", text, Ordinal);
        // Nothing was made of HTML: the page's policy forbids the styles that such a tooltip needs.
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task DraggingOverAChart_ShowsThatPartInAllCharts()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());
        var page = opened.Page;
        var plot = page.Locator("#charts-grid .plot").First;
        await plot.ScrollIntoViewIfNeededAsync();
        var box = await plot.BoundingBoxAsync();

        await page.Mouse.MoveAsync(box!.X + (box.Width / 2), box.Y + 80);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.75f), box.Y + 80);
        await page.Mouse.UpAsync();

        var first = await LabelsAsync(page, 0);
        Assert.DoesNotContain("0:00", first);
        Assert.Contains("0:50", first);
        Assert.DoesNotContain("1:20", first);
        Assert.Equal(
            first.Where(label => label.Contains(':', Ordinal)),
            (await LabelsAsync(page, 7)).Where(label => label.Contains(':', Ordinal))
        );

        await page.ClickAsync("#charts-zoom-out");
        Assert.Contains("0:00", await LabelsAsync(page, 0));
        Assert.True(await page.IsDisabledAsync("#charts-zoom-out"));
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task RenderingNewerData_KeepsWhatTheReaderChose()
    {
        await using var opened = await browser.OpenAsync(
            SimulatedRun.Lively(60),
            new()
            {
                ViewportSize = new() { Width = 1100, Height = 900 },
            }
        );
        var page = opened.Page;
        await page.ClickAsync("#statistics-table th:has-text('Requests') button");
        await page.SelectOptionAsync("#charts-step", "poll");
        await page.FocusAsync("#statistics-table th:has-text('Requests') button");
        await page.EvaluateAsync("() => scrollTo(0, 1200)");
        await page.EvalOnSelectorAsync("#statistics-table .scroller", "scroller => { scroller.scrollLeft = 40; }");
        var top = await TopOfTableAsync(page);
        var scrolled = await page.EvalOnSelectorAsync<double>("#statistics-table .scroller", "each => each.scrollLeft");
        var newer = SimulatedRun.Lively(95);

        await page.EvaluateAsync(
            "data => page.render(JSON.parse(data))",
            PageData.JsonOf(await PageData.HtmlAsync(newer))
        );

        Assert.Equal("poll", (await StepsAsync(page))[0]);
        Assert.Equal("poll", await page.InputValueAsync("#charts-step"));
        Assert.Equal("Requests per second, poll", await TitleAsync(page, 0));
        Assert.Contains("1:30", await LabelsAsync(page, 0));
        Assert.Equal(
            $"{newer.Final.Total.Requests}",
            await page.GetAttributeAsync("[data-figure=requests]", "data-value")
        );
        // What is read stays in its place even where there is more above it now.
        Assert.Equal(top, await TopOfTableAsync(page), 1.0);
        Assert.Equal(
            scrolled,
            await page.EvalOnSelectorAsync<double>("#statistics-table .scroller", "each => each.scrollLeft")
        );
        Assert.Equal("Requests", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        Assert.Equal(8, await page.Locator("#charts-grid svg").CountAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task RunWithoutAnything_SaysSoInWords()
    {
        await using var opened = await browser.OpenAsync(SampleRun.EmptyReport);
        var page = opened.Page;

        Assert.Empty(opened.Complaints);
        Assert.Equal(0, await page.Locator(".plot svg:visible").CountAsync());
        string[] words =
        [
            "No threshold was set",
            "No second of this run was recorded",
            "No request was made.",
            "No step has two requests on record",
            "No batch was seen to end",
            "No request failed.",
            "No result of a completed batch was checked.",
        ];
        foreach (var sentence in words)
        {
            Assert.True(await page.Locator($"text={sentence}").First.IsVisibleAsync(), sentence);
        }

        Assert.Equal("-", await page.InnerTextAsync("[data-figure=p95]"));
    }

    [Fact]
    public async Task RunOfOneSecond_HasAPointInEveryChart()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively(1));

        Assert.Empty(opened.Complaints);
        Assert.Equal("Latency, all steps", await TitleAsync(opened.Page, 2));
        Assert.Equal(
            3,
            await opened.Page.EvaluateAsync<int>(
                """() => [1, 2, 3].filter((at) => document.querySelectorAll("#charts-grid .plot")[2].querySelector(`svg path[fill="var(--percentile-${at})"]`)).length"""
            )
        );
    }

    [Fact]
    public async Task Numbers_ReadAsInTheTerminal()
    {
        await using var opened = await browser.OpenAsync(SampleRun.EmptyReport);
        var random = new Random(3);
        const string Edges =
            "0 0.00004 0.0499 0.05 0.0994 0.0995 0.0999 0.5 0.99 0.999 0.9999 1 1.005 2.675 9.949 9.95 99.95 999.4 999.5 9994.9 "
            + "9995 9999.5 59949 59950 90500 999499 999500 3599499 3599500 5400000 999499999 999500000 123456789012";
        double[] numbers =
        [
            .. Edges.Split(' ').Select(double.Parse),
            .. Enumerable
                .Range(0, 2_000)
                .Select(_ => Math.Round(Math.Pow(10, (15 * random.NextDouble()) - 5), random.Next(8))),
        ];

        var shown = await opened.Page.EvaluateAsync<string[][]>(
            """
            numbers => numbers.map(([number, milliseconds]) => [
                format.time(milliseconds),
                format.count(Math.floor(number)),
                format.shortCount(Math.floor(number)),
                format.rate(number),
                format.share(number),
                format.bytes(Math.floor(number)),
                format.clock(number),
            ])
            """,
            numbers.Select(number => new[] { number, TimeSpan.FromMilliseconds(number).TotalMilliseconds })
        );

        Assert.Equal(
            numbers.Select(number =>
                new[]
                {
                    Figures.Time(TimeSpan.FromMilliseconds(number)),
                    Figures.Count((long)number),
                    Figures.ShortCount((long)number),
                    Figures.Rate(number),
                    Figures.Share(number),
                    Figures.Bytes((long)number),
                    Figures.Clock(TimeSpan.FromSeconds(number)),
                }
            ),
            shown
        );
    }

    private static Task<double> TopOfTableAsync(IPage page) =>
        page.EvalOnSelectorAsync<double>("#statistics-table", "table => table.getBoundingClientRect().top");

    private static Task<string> TitleAsync(IPage page, int chart) =>
        page.Locator("#charts-grid h3").Nth(chart).InnerTextAsync();

    private static async Task<IReadOnlyList<string>> LabelsAsync(IPage page, int chart) =>
        await page.Locator("#charts-grid .plot").Nth(chart).Locator("svg text").AllTextContentsAsync();

    private static ReadSummary BigReads =>
        new()
        {
            Asked = 3,
            Batches = 3,
            Judged = 3,
            Faults = [0, 7, 0, 0, 0, 0],
        };

    private static ClassSummary Class(string name, long requests, FailureSummary failure, ReadSummary reads) =>
        new(
            new ClassTerms(name, 0.5, "a.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24)),
            SampleRun.Busy with
            {
                Steps = [SampleRun.Figures(failure.Step.Step, requests, failure.Count, 100)],
                Total = SampleRun.Figures(null, requests, failure.Count, 100),
                Failures = [failure],
                Batches = SampleRun.Busy.Batches with { Reads = reads },
            }
        );

    private static async Task<IReadOnlyList<string>> RequestsAsync(IPage page) =>
        await page.Locator("#statistics-table td[data-column=requests]").AllTextContentsAsync();

    private static async Task<IReadOnlyList<string>> StepsAsync(IPage page) =>
        await page.Locator("#statistics-table tbody th").AllTextContentsAsync();
}
