using System.Text.Json;
using BatchLoadTest.Tests.Support;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The page as a person uses it: the built program, a mock of its own, a real browser.</summary>
[Trait("needs", "browser")]
public sealed class PageInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 300_000 };

    private static readonly string[] Load =
    [
        "--mock-batch-duration",
        "300ms",
        "--poll-interval",
        "200ms",
        "--wait",
        "0.1s-0.3s",
        "--stop-timeout",
        "5s",
    ];

    private static readonly string[] Reports =
    [
        .. "metrics.json report.html run_stats.csv run_stats_history.csv run_failures.csv".Split(' '),
        .. "run_exceptions.csv junit.xml summary.md run.jsonl".Split(' '),
    ];

    [Fact]
    public async Task Person_StartsWatchesChangesStopsDownloadsAndStartsAgain()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = await PageProgram.StartAsync([.. Load.Skip(2), "--host", mock.Address]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;

        await StartAsync(page, users: 4);
        await HasStateAsync(page, "running");
        await page.ClickAsync("#tab-charts");
        var before = await ChartAsync(page);
        await page.WaitForFunctionAsync(
            "old => document.querySelector('#charts-grid svg')?.outerHTML !== old",
            before,
            Patience
        );

        await page.ClickAsync("#live button:has-text('Edit')");
        await page.FillAsync("#field-user_count", "9");
        await page.FillAsync("#field-spawn_rate", "100");
        await page.ClickAsync("button.primary");
        await page.WaitForFunctionAsync(
            "() => /9 users of 9/.test(document.querySelector('#live-facts').textContent)",
            null,
            Patience
        );
        Assert.Equal(9, (await program.GetAsync("stats/requests")).GetProperty("user_count").GetInt32());

        await page.ClickAsync("#live button:has-text('Stop')");
        await HasStateAsync(page, "stopped");
        await FiguresAreThoseOfTheReportAsync(program, page);
        await DownloadsWorkAsync(program, page);
        // What the service saw is what the page says.
        var uploads = (await mock.CountsAsync()).GetProperty("requests").GetProperty("files.upload").GetInt64();
        using (var metrics = RunMetrics.Read(Directory.GetDirectories(program.Results).Single()))
        {
            Assert.Equal(uploads, metrics.Sent("upload"));
        }

        await page.ClickAsync("#live button:has-text('New test')");
        await HasStateAsync(page, "ready");
        await StartAsync(page, users: 1);
        await HasStateAsync(page, "running");
        Assert.Empty(opened.Complaints);
        Assert.All(
            opened.Requests,
            address => Assert.StartsWith(program.Address.AbsoluteUri, address, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task PlanOfStages_IsACurveBefore_AndEditTakesOverFromIt()
    {
        await using var program = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--mock-batch-duration",
            "300ms",
            "--poll-interval",
            "200ms",
            "--stages",
            "10m:=2/s"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.WaitForSelectorAsync(".plan-curve svg");
        Assert.Equal("10m:=2/s", await page.InputValueAsync("#field-stages"));
        Assert.False(await page.Locator("#field-user_count").IsVisibleAsync());

        await page.ClickAsync("button.primary");
        await HasStateAsync(page, "running");
        await page.ClickAsync("#live button:has-text('Edit')");
        Assert.Contains("takes over", await page.InnerTextAsync("#form-about"), StringComparison.Ordinal);
        await page.FillAsync("#field-arrival_rate", "4/s");
        await page.ClickAsync("button.primary");

        await page.WaitForFunctionAsync(
            "() => /4\\/s workflows.*stages no longer count/.test(document.querySelector('#caveats').textContent)",
            null,
            Patience
        );
        await page.ClickAsync("#tab-charts");
        await page.WaitForFunctionAsync(
            "() => /asked by the plan until a person changed/.test(document.querySelector('#charts-grid').textContent)",
            null,
            Patience
        );
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task ReadWhileRunning_IsWithTheBatchesWhileTheRunGoesOn()
    {
        await using var program = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--mock-batch-duration",
            "1s",
            "--generate-requests",
            "200",
            "--read",
            "poll",
            "--poll-interval",
            "200ms",
            "--poll-max-interval",
            "200ms",
            "--autostart"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.ClickAsync("#tab-batches");
        await page.Locator("#read-progress svg").WaitForAsync();

        Assert.Equal(6, await page.Locator("#read-faults tbody tr").CountAsync());
        await page.ClickAsync("#tab-charts");
        Assert.False(await page.Locator("#read").IsVisibleAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Lists_AreWithTheBatchesWhileTheRunGoesOn()
    {
        await using var program = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--generate-requests",
            "1",
            "--list",
            "2/1s",
            "--autostart"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.ClickAsync("#tab-batches");
        await page.Locator("#list-lengths tbody tr").First.WaitForAsync();

        Assert.Equal(2, await page.Locator("#list-walks tbody tr").CountAsync());
        await page.ClickAsync("#tab-charts");
        Assert.False(await page.Locator("#lists").IsVisibleAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task WrongField_IsSaidBesideIt_InTheFormsOwnWords()
    {
        await using var program = await PageProgram.StartAsync([.. Load, "--host", "mock"]);
        await using var opened = await browser.OpenAsync(program.Address);
        await opened.Page.FillAsync("#field-user_count", "<b>many</b>");
        await opened.Page.ClickAsync("button.primary");

        var beside = opened.Page.Locator("#problem-user_count");
        await beside.WaitForAsync();

        Assert.Equal("must be a whole number from 1 to 1,000,000", await beside.InnerTextAsync());
        Assert.Equal("true", await opened.Page.GetAttributeAsync("#field-user_count", "aria-invalid"));
        Assert.Equal("field-user_count", await opened.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(
            "Not started: “Users” must be a whole number from 1 to 1,000,000",
            await opened.Page.InnerTextAsync(".form-message")
        );
        Assert.Equal(0, await opened.Page.Locator("b").CountAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Tabs_AreReachedByKeyboard_AndShowOnePartEach()
    {
        await using var program = await PageProgram.StartAsync([.. Load, "--host", "mock", "--autostart"]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await HasStateAsync(page, "running");
        await page.Locator("#tab-statistics").FocusAsync();

        foreach (var tab in (string[])["charts", "batches", "failures", "downloads", "log"])
        {
            await page.Keyboard.PressAsync("ArrowRight");
            Assert.Equal("true", await page.GetAttributeAsync($"#tab-{tab}", "aria-selected"));
            Assert.True(await page.Locator($"#{tab}").IsVisibleAsync(), tab);
            Assert.Equal(1, await page.Locator("[role=tab][aria-selected=true]").CountAsync());
        }

        await page.Keyboard.PressAsync("Home");
        Assert.True(await page.Locator("#statistics").IsVisibleAsync());
        Assert.False(await page.Locator("#log").IsVisibleAsync());
    }

    [Fact]
    public async Task WordsOfTheService_AreShownAsText()
    {
        await using var service = await WebServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.BodyWriter.WriteAsync(
                System.Text.Encoding.UTF8.GetBytes(
                    """{"message":"<img src=x onerror=alert(1)><script>alert(2)</script>"}"""
                )
            );
        });
        await using var program = await PageProgram.StartAsync(
            "--host",
            service.Address.GetLeftPart(UriPartial.Authority),
            "--api-key",
            "sk-test",
            "--wait",
            "0.1s",
            "--autostart"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        await opened.Page.ClickAsync("#tab-failures");
        await opened.Page.WaitForFunctionAsync(
            "() => /onerror/.test(document.querySelector('#failures').textContent)",
            null,
            Patience
        );

        Assert.Equal(0, await opened.Page.Locator("#failures img, #failures script").CountAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task NoFileCouldBeWritten_IsSaidWhereTheyWouldBe()
    {
        await using var program = await PageProgram.StartAsync([.. Load, "--host", "mock", "--autostart"]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await HasStateAsync(page, "running");
        // As on a full disk: in each file's place there is a folder, which no file can replace.
        var folder = Directory.GetDirectories(program.Results).Single();
        string[] reports = [.. Reports.Where(name => name != "run.jsonl")];
        foreach (var name in reports)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        await page.ClickAsync("#live button:has-text('Stop')");
        await HasStateAsync(page, "stopped");
        await page.ClickAsync("#tab-downloads");

        await page.Locator("#downloads-list >> text=No report of this test could be written").WaitForAsync();
        Assert.Equal(["run.jsonl"], await page.Locator("#downloads-list a").AllInnerTextsAsync());
        Assert.All(
            reports,
            name => Assert.Contains($"{name} could not be written", program.Program.Error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Phone_HasNoSidewaysScroll_AndDarkIsDark()
    {
        await using var program = await PageProgram.StartAsync([.. Load, "--host", "mock", "--autostart"]);
        await using var opened = await browser.OpenAsync(
            program.Address,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 800 },
                ColorScheme = ColorScheme.Dark,
            }
        );
        var page = opened.Page;
        await HasStateAsync(page, "running");
        // Drawn behind another tab, where there is no width to draw for.
        await page.WaitForFunctionAsync("() => document.querySelector('#charts-grid svg')", null, Patience);

        foreach (var tab in (string[])["statistics", "charts", "batches", "failures", "downloads", "log"])
        {
            // In one step: no chart has followed the page's width by then.
            const string Shown =
                "id => { document.getElementById(id).click(); return document.documentElement.scrollWidth }";
            Assert.Equal(390, await page.EvaluateAsync<int>(Shown, $"tab-{tab}"));
            await page.ClickAsync($"#tab-{tab}");
            Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        var background = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal("rgb(15, 19, 24)", background);
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task ProgramThatHasEnded_IsSaid()
    {
        await using var program = await PageProgram.StartAsync([.. Load, "--host", "mock"]);
        await using var opened = await browser.OpenAsync(program.Address);
        await HasStateAsync(opened.Page, "ready");

        program.Program.Signal("INT");
        await program.Program.EndAsync();

        await opened.Page.Locator("text=The program does not answer").WaitForAsync();
    }

    private static async Task StartAsync(IPage page, int users)
    {
        await page.FillAsync("#field-user_count", $"{users}");
        await page.FillAsync("#field-spawn_rate", "50");
        await page.ClickAsync("button.primary");
    }

    private static async Task HasStateAsync(IPage page, string state) =>
        await page.WaitForFunctionAsync("state => document.documentElement.dataset.state === state", state, Patience);

    private static async Task<string> ChartAsync(IPage page)
    {
        await page.Locator("#charts-grid svg").First.WaitForAsync();
        return await page.EvaluateAsync<string>("document.querySelector('#charts-grid svg').outerHTML");
    }

    private static async Task FiguresAreThoseOfTheReportAsync(PageProgram program, IPage page)
    {
        await page.ClickAsync("#tab-statistics");
        using var metrics = RunMetrics.Read(Directory.GetDirectories(program.Results).Single());
        var summary = metrics.Root.GetProperty("summary");
        await FigureAsync(page, "requests", summary.GetProperty("total_requests"));
        await FigureAsync(page, "p50", summary.GetProperty("p50_ms"));
        await FigureAsync(page, "p95", summary.GetProperty("p95_ms"));
        await FigureAsync(page, "p99", summary.GetProperty("p99_ms"));
        await FigureAsync(page, "batches-completed", metrics.Batches.GetProperty("completed"));
        foreach (var step in metrics.Root.GetProperty("steps").EnumerateObject())
        {
            var cell = page.Locator($"#statistics-table tr[data-row='{step.Name}'] [data-column='requests']");
            Assert.Equal(step.Value.GetProperty("requests").GetRawText(), await cell.GetAttributeAsync("data-value"));
        }
    }

    // The page is sent the report's figures a moment after the state.
    private static async Task FigureAsync(IPage page, string name, JsonElement expected) =>
        await page.WaitForFunctionAsync(
            "([name, value]) => Number(document.querySelector(`[data-figure='${name}']`)?.dataset.value) === value",
            new object[] { name, expected.GetDouble() },
            Patience
        );

    private static async Task DownloadsWorkAsync(PageProgram program, IPage page)
    {
        await page.ClickAsync("#tab-downloads");
        var folder = Directory.GetDirectories(program.Results).Single();
        foreach (var name in (string[])["report.html", "run_stats.csv", "metrics.json", "junit.xml", "summary.md"])
        {
            var download = await page.RunAndWaitForDownloadAsync(() =>
                page.ClickAsync($"#downloads-list a:has-text('{name}') >> nth=0")
            );
            await using var stream = await download.CreateReadStreamAsync();
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder, name)), content.ToArray());
        }
    }
}
