using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary><c>report.html</c> opened from disk, without any network, in a real browser.</summary>
[Trait("needs", "browser")]
public sealed class ReportInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Report_FromDisk_OpensWithoutAnyErrorAndAsksForNothing()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        Assert.Empty(opened.Complaints);
        Assert.Equal([opened.Page.Url], opened.Requests);
        Assert.Equal("FAILED", await opened.Page.InnerTextAsync("#verdict-word"));
        Assert.Equal("2 of 3 thresholds not met", await opened.Page.InnerTextAsync("#verdict-reason"));
        Assert.Contains("started 2026-01-02 04:04:05 UTC+01:00", await opened.Page.InnerTextAsync("#verdict"), Ordinal);
        Assert.Equal(0, await opened.Page.Locator("#without-scripts").CountAsync());
        Assert.True(await opened.Page.Locator("text=set back by 2 s").IsVisibleAsync());
    }

    [Fact]
    public async Task BelowTheVerdict_StandsWhatFailed_InTheTerminalsWords_AndTheThresholdsThatWereMissed()
    {
        await using var opened = await browser.OpenAsync(SampleRun.Report);

        var lines = await opened.Page.Locator("#causes li").AllInnerTextsAsync();
        Assert.Equal(
            [.. RunCauses.Of(SampleRun.Report), "create.p99 < 20ms: 41.25 ms", "errors.p95 < 1s: no data"],
            lines
        );
        // Before any doubt of this program's own, and on the first screen.
        var (causes, caveats) = (await TopAsync("#causes"), await TopAsync("#caveats"));
        Assert.InRange(causes, 0, Math.Min(caveats, 400));
        Assert.Equal(
            ["✗ not met", "✗ no data", "✓ met"],
            await opened.Page.Locator("#thresholds-table tbody td:nth-child(2)").AllInnerTextsAsync()
        );

        async Task<double> TopAsync(string selector) => (await opened.Page.Locator(selector).BoundingBoxAsync())!.Y;
    }

    [Fact]
    public async Task ARunThatPassed_HasNothingThatFailed()
    {
        var report = SampleRun.Report with { Thresholds = [SampleRun.Report.Thresholds[0]], ExitCode = 0 };
        await using var opened = await browser.OpenAsync(report);

        Assert.Equal("PASSED", await opened.Page.InnerTextAsync("#verdict-word"));
        Assert.False(await opened.Page.Locator("#causes").IsVisibleAsync());
    }

    [Fact]
    public async Task WithoutScripts_TheVerdictIsThere()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively(), new() { JavaScriptEnabled = false });

        Assert.Contains(
            "FAILED: 2 of 3 thresholds not met",
            await opened.Page.InnerTextAsync("#without-scripts"),
            Ordinal
        );
    }

    [Fact]
    public async Task Failures_HaveARowForEachOfTheDifferentWords()
    {
        var failure = SampleRun.Failure(Step.Upload, "http_429", 12, "slow down") with
        {
            Texts =
            [
                new FailureWords("slow down", 7, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
                new FailureWords("quota is used up", 4, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            ],
        };
        var report = SampleRun.Report with
        {
            Final = SampleRun.Busy with { Failures = [failure, SampleRun.Failure(Step.Create, "timeout", 3, "late")] },
        };
        await using var opened = await browser.OpenAsync(report);

        Assert.Empty(opened.Complaints);
        Assert.Equal(
            ["slow down", "quota is used up", "late", "(other words)"],
            await opened.Page.Locator("#failures-table td.words").AllTextContentsAsync()
        );
        Assert.Equal(
            ["7", "4", "3", "1"],
            await opened.Page.Locator("#failures-table [data-column=count]").AllTextContentsAsync()
        );
    }

    [Fact]
    public async Task ReadWhileRunning_EachRowSkippedOrDoubled_IsNamed()
    {
        var final = SampleRun.Report.Final;
        var reads = final.Batches.Reads with
        {
            Faults = [5, 9, 0, 0, 0, 0],
            Examples = [Rows(5), Rows(6), [], [], [], []],
        };
        await using var opened = await browser.OpenAsync(
            SampleRun.Report with
            {
                Final = final with { Batches = final.Batches with { Reads = reads } },
            }
        );
        var lists = opened.Page.Locator("#read-rows details");

        Assert.Equal(
            ["All 5 rows skipped", "The first 6 of 9 rows doubled"],
            await lists.Locator("summary").AllTextContentsAsync()
        );
        await lists.First.Locator("summary").ClickAsync();
        Assert.True(await lists.First.Locator("li").Last.IsVisibleAsync());
        Assert.Equal(reads.Examples[0], await lists.First.Locator("li").AllTextContentsAsync());
        Assert.Empty(opened.Complaints);

        static IReadOnlyList<string> Rows(int count) => [.. Enumerable.Range(1, count).Select(row => $"row-{row}")];
    }

    [Fact]
    public async Task ReadWhileRunning_ShowsSentencesEveryFaultFirstRowAndProgress()
    {
        await using var opened = await browser.OpenAsync(SampleRun.Report);
        var page = opened.Page;
        var reads = SampleRun.Report.Final.Batches.Reads;

        Assert.Empty(opened.Complaints);
        Assert.True(await page.Locator("nav a[href='#read']").IsVisibleAsync());
        Assert.Equal(ReadSentences.Reads(reads), await page.Locator("#read-notices li").AllTextContentsAsync());
        Assert.Equal(
            ReadFaults.All.Select(fault => $"{fault.KindName()} {reads[fault]}"),
            await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll("#read-faults tbody tr")].map((row) =>
                    `${row.dataset.row} ${row.querySelector("[data-column=count]").textContent}`)
                """
            )
        );
        Assert.Equal(["2", "2"], await page.Locator("#read-faults td.bad").AllTextContentsAsync());
        Assert.Contains(reads.Examples[0][0], await page.InnerTextAsync("#read-faults"), Ordinal);
        Assert.Contains(
            $"First row, p95\t{Figures.Time(reads.FirstRow.P95)}",
            await page.InnerTextAsync("#read-first-row"),
            Ordinal
        );
        Assert.Contains(
            "30.0% at 40% of the time, 42.0% at 50% of the time",
            await page.GetAttributeAsync("#read-progress .plot", "aria-label"),
            Ordinal
        );
        // The beginning and nine tenths; the end is no measured point.
        Assert.Equal(10, await page.Locator("#read-progress svg path[fill='var(--series-1)']").CountAsync());
    }

    [Fact]
    public async Task ReadWhileRunning_IsNotThereWhereNothingWasRead()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        Assert.False(await opened.Page.Locator("#read").IsVisibleAsync());
        Assert.False(await opened.Page.Locator("nav a[href='#read']").IsVisibleAsync());
    }

    [Fact]
    public async Task Lists_ShowSentencesWalksAndTimesByLength()
    {
        await using var opened = await browser.OpenAsync(SampleRun.Report);
        var page = opened.Page;
        var lists = SampleRun.Report.Final.Lists;

        Assert.Empty(opened.Complaints);
        Assert.True(await page.Locator("nav a[href='#lists']").IsVisibleAsync());
        Assert.Equal(ListSentences.Of(lists), await page.Locator("#list-notices li").AllTextContentsAsync());
        Assert.Equal(["1", "1", "2"], await page.Locator("#list-walks td.bad").AllTextContentsAsync());
        Assert.Equal(
            ["0 to 99", "1,000 to 1,999", "500 to 999"],
            await page.Locator("#list-lengths td[data-column=length]").AllTextContentsAsync()
        );
        Assert.Equal(
            lists.Kinds.SelectMany(list => list.Sizes).Select(size => Figures.Time(size.Pages.P50)),
            await page.Locator("#list-lengths td[data-column=page_p50]").AllTextContentsAsync()
        );
    }

    [Fact]
    public async Task Lists_AreNotThereWhereNobodyReadThem()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        Assert.False(await opened.Page.Locator("#lists").IsVisibleAsync());
        Assert.False(await opened.Page.Locator("nav a[href='#lists']").IsVisibleAsync());
    }

    [Fact]
    public async Task Figures_AreThoseOfMetricsJson()
    {
        var report = SimulatedRun.Lively();
        using var stream = new MemoryStream();
        await new MetricsJsonWriter().WriteAsync(report, stream, CancellationToken.None);
        using var metrics = JsonDocument.Parse(stream.ToArray());
        await using var opened = await browser.OpenAsync(report);

        var summary = metrics.RootElement.GetProperty("summary");
        var batches = metrics.RootElement.GetProperty("batches");
        await AssertFigureAsync(opened.Page, "requests", summary.GetProperty("total_requests"));
        await AssertFigureAsync(opened.Page, "failure-rate", summary.GetProperty("failure_rate"));
        await AssertFigureAsync(opened.Page, "p50", summary.GetProperty("p50_ms"));
        await AssertFigureAsync(opened.Page, "p95", summary.GetProperty("p95_ms"));
        await AssertFigureAsync(opened.Page, "p99", summary.GetProperty("p99_ms"));
        await AssertFigureAsync(opened.Page, "batches-completed", batches.GetProperty("completed"));
        await AssertFigureAsync(opened.Page, "turnaround-p95", batches.GetProperty("turnaround_ms").GetProperty("p95"));
        await AssertFigureAsync(
            opened.Page,
            "defects",
            metrics.RootElement.GetProperty("results").GetProperty("defects")
        );
        Assert.Equal(Figures.Share(report.Final.Total.FailedShare), await FigureAsync(opened.Page, "failure-rate"));
        Assert.Equal(Figures.Time(report.Final.Total.Latency.P95), await FigureAsync(opened.Page, "p95"));
        foreach (var step in metrics.RootElement.GetProperty("steps").EnumerateObject())
        {
            var latency = step.Value.GetProperty("latency_ms");
            await AssertCellAsync(opened.Page, step.Name, "requests", step.Value.GetProperty("requests"));
            await AssertCellAsync(opened.Page, step.Name, "failures", step.Value.GetProperty("failures"));
            await AssertCellAsync(opened.Page, step.Name, "mean", latency.GetProperty("mean"));
            await AssertCellAsync(opened.Page, step.Name, "p95", latency.GetProperty("p95"));
            await AssertCellAsync(opened.Page, step.Name, "p95_by_time", latency.GetProperty("p95_by_time"));
            await AssertCellAsync(opened.Page, step.Name, "p99.9", latency.GetProperty("p99.9"));
            await AssertCellAsync(opened.Page, step.Name, "received", step.Value.GetProperty("bytes_received"));
        }

        var byTime = metrics.RootElement.GetProperty("latency_by_time").GetProperty("p95_ms");
        Assert.Equal(JsonValueKind.Number, byTime.ValueKind);
        await AssertCellAsync(opened.Page, "all", "p95_by_time", byTime);
    }

    [Fact]
    public async Task Charts_AreAllDrawnWithinTheirFrames()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        var charts = await opened.Page.EvaluateAsync<JsonElement>(
            """
            () => [...document.querySelectorAll(".chart:not([hidden])")].map((chart) => {
                const svg = chart.querySelector("svg");
                const [inner, outer] = [svg?.getBoundingClientRect(), chart.getBoundingClientRect()];
                return {
                    title: chart.querySelector("h3").textContent,
                    label: chart.querySelector(".plot").getAttribute("aria-label"),
                    words: chart.querySelector(".nothing:not([hidden])")?.textContent ?? null,
                    shapes: svg ? svg.querySelectorAll("path").length : 0,
                    fits: !svg || (inner.width > 100 && inner.left >= outer.left && inner.right <= outer.right),
                };
            })
            """
        );

        string[] expected =
        [
            "Requests per second, all steps",
            "Failures per second, all steps",
            "Latency, all steps",
            "Virtual users",
            "Batches in flight",
            "Rows with a result per second",
            "CPU of this program",
            "Pauses of this program",
            "Where the time of a request went",
            "Latency by percentile",
            "all steps",
            "key",
            "upload",
            "metadata",
            "create",
            "poll",
            "output",
            "How long each phase took",
            "Lives of these batches",
        ];
        Assert.Equal(expected, charts.EnumerateArray().Select(chart => chart.GetProperty("title").GetString()));
        Assert.All(
            charts.EnumerateArray(),
            chart =>
            {
                Assert.True(chart.GetProperty("fits").GetBoolean(), $"{chart}");
                Assert.NotEmpty(chart.GetProperty("label").GetString()!);
                if (chart.GetProperty("title").GetString() == "key")
                {
                    Assert.Equal("The only request took 31 ms.", chart.GetProperty("words").GetString());
                }
                else
                {
                    Assert.Equal(JsonValueKind.Null, chart.GetProperty("words").ValueKind);
                    Assert.InRange(chart.GetProperty("shapes").GetInt32(), 5, 5_000);
                }
            }
        );
    }

    [Fact]
    public async Task DoubtfulAndAbsentSeconds_AreShadedOnEveryChartOverTime()
    {
        await using var opened = await browser.OpenAsync(SimulatedRun.Lively());

        var shades = await opened.Page.EvaluateAsync<int[]>(
            """
            () => [...document.querySelectorAll("#charts-grid svg")].map((svg) =>
                svg.querySelectorAll('[fill="var(--shade-doubtful)"]').length * 100
                    + svg.querySelectorAll('[fill="var(--shade-absent)"]').length)
            """
        );

        // Seconds 21 to 24 and 60; seconds 40 to 42.
        Assert.Equal(Enumerable.Repeat(201, 8), shades);
        var words = await opened.Page.InnerTextAsync("#charts-shades");
        Assert.Contains("Doubtful, 5 seconds", words, Ordinal);
        Assert.Contains("Without a record, 3 seconds", words, Ordinal);
    }

    [Fact]
    public async Task HostileText_IsShownAsTextEverywhere()
    {
        const string Hostile =
            "<script>window.hacked = 1</script><img src=x onerror='hacked = 1'>, \"it's\" {{data}} &lt;\nnext \e[2J \u202edrow";
        var shown = Hostile.Replace("\e", @"\u001b", Ordinal).Replace("\u202e", @"\u202e", Ordinal);
        await using var opened = await browser.OpenAsync(HostileRun.Of(Hostile));

        Assert.Empty(opened.Complaints);
        Assert.Equal([opened.Page.Url], opened.Requests);
        Assert.Equal("undefined", await opened.Page.EvaluateAsync<string>("() => typeof window.hacked"));
        Assert.Equal(0, await opened.Page.Locator("img").CountAsync());
        string[] places =
        [
            "#run-line",
            "#verdict-reason",
            "#caveats li",
            "#thresholds-table th[scope=row]",
            "#failures-table td.words",
            "#batches-examples th[scope=row]",
            "#batches-examples td.words",
            "#results-defects td.words",
            "#read-faults td.words",
            "#list-walks td.words",
            "#settings-run td",
            "#settings-environment td",
            "#settings-table td.words",
            "#page-line",
        ];
        foreach (var place in places)
        {
            var texts = await opened.Page.Locator(place).AllTextContentsAsync();
            Assert.True(texts.Any(text => text.Contains(shown, Ordinal)), $"{place}: {string.Join(" | ", texts)}");
        }
    }

    [Fact]
    public async Task Dark_IsDarkAndCanBeOverruled()
    {
        await using var opened = await browser.OpenAsync(
            SimulatedRun.Lively(),
            new() { ColorScheme = ColorScheme.Dark }
        );
        var page = opened.Page;

        Assert.InRange(await LightnessAsync(page, "body", "backgroundColor"), 0, 60);
        Assert.InRange(await LightnessAsync(page, "#charts-grid svg text", "fill"), 140, 255);
        await page.ClickAsync("#theme-button");
        Assert.Equal("Colours: light", await page.InnerTextAsync("#theme-button"));
        Assert.InRange(await LightnessAsync(page, "body", "backgroundColor"), 230, 255);
        Assert.InRange(await LightnessAsync(page, "#charts-grid svg text", "fill"), 0, 130);
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Phone_NeedsNoScrollingToTheSide()
    {
        await using var opened = await browser.OpenAsync(
            SimulatedRun.Lively(),
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
                DeviceScaleFactor = 2,
                HasTouch = true,
                IsMobile = true,
            }
        );

        Assert.Equal(390, await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.True(
            await opened.Page.EvaluateAsync<bool>(
                """() => [...document.querySelectorAll(".plot svg")].every((svg) => svg.getBoundingClientRect().right <= 390)"""
            )
        );
    }

    [Fact]
    public async Task Paper_IsLightAndShowsEveryChartWhole()
    {
        await using var opened = await browser.OpenAsync(
            SimulatedRun.Lively(),
            new() { ColorScheme = ColorScheme.Dark }
        );

        var pdf = await opened.Page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });

        Assert.InRange(pdf.Length, 50_000, 5_000_000);
        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await opened.Page.SetViewportSizeAsync(1_000, 700);
        Assert.InRange(await LightnessAsync(opened.Page, "body", "backgroundColor"), 254.9, 255.1);
        Assert.True(
            await opened.Page.EvaluateAsync<bool>(
                """
                () => [...document.querySelectorAll(".plot svg")].every((svg) => {
                    const [inner, outer] = [svg.getBoundingClientRect(), svg.closest(".chart").getBoundingClientRect()];
                    return inner.width > 200 && inner.right <= outer.right && inner.bottom <= outer.bottom;
                })
                """
            )
        );
        Assert.False(await opened.Page.Locator("nav").IsVisibleAsync());
        Assert.Empty(opened.Complaints);
    }

    private static StringComparison Ordinal => StringComparison.Ordinal;

    private static async Task AssertFigureAsync(IPage page, string figure, JsonElement expected) =>
        Assert.Equal(expected.GetRawText(), await page.GetAttributeAsync($"[data-figure={figure}]", "data-value"));

    private static Task<string> FigureAsync(IPage page, string figure) =>
        page.InnerTextAsync($"[data-figure={figure}]");

    private static async Task AssertCellAsync(IPage page, string step, string column, JsonElement expected) =>
        Assert.Equal(
            expected.GetRawText(),
            await page.GetAttributeAsync($"#statistics-table [data-row={step}] [data-column='{column}']", "data-value")
        );

    private static Task<double> LightnessAsync(IPage page, string selector, string property) =>
        page.EvalOnSelectorAsync<double>(
            selector,
            """
            (element, property) => {
                const [red, green, blue] = getComputedStyle(element)[property].match(/[\d.]+/g).map(Number);
                return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            }
            """,
            property
        );
}
