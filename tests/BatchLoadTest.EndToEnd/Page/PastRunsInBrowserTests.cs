using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Tests.Support;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The list of runs as a person uses it, with the keyboard too.</summary>
[Trait("needs", "browser")]
public sealed class PastRunsInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly string[] Names =
    [
        "20260102-030405-aaaaaa",
        "20260103-030405-bbbbbb",
        "20260104-030405-cccccc",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Person_ListsComparesAndRemovesRuns(ColorScheme colours)
    {
        await RecordAsync();
        await using var program = await PageProgram.StartAsync("--host", "mock", "--results", folder.Path);
        await using var opened = await browser.OpenAsync(program.Address, new() { ColorScheme = colours });
        var page = opened.Page;
        var rows = page.Locator("#runs-table tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(rows.First).ToBeVisibleAsync();

        Assert.Equal("Runs before this one (3)", await page.InnerTextAsync("#runs-title"));
        Assert.Equal(Names.Reverse(), await page.Locator("#runs-table [data-column=name]").AllInnerTextsAsync());
        Assert.Equal(
            ["✗ FAILED", "✗ FAILED", "✗ FAILED"],
            await page.Locator("#runs-table [data-column=verdict]").AllInnerTextsAsync()
        );
        // A trend of the figure that is asked for most, and of any other one.
        await Assertions.Expect(page.Locator("#trend-chart svg")).ToHaveCountAsync(1);
        Assert.Contains(
            "p95 latency of requests over 3 runs",
            await page.GetAttributeAsync("#trend-chart .plot", "aria-label"),
            StringComparison.Ordinal
        );
        await page.SelectOptionAsync("#trend-figure", "steps.upload.requests");
        await Assertions.Expect(page.Locator("#trend-chart h3")).ToHaveTextAsync("steps.upload.requests");

        await ComparesAsync(page);
        await RemovesAsync(page, rows);
        Assert.False(Directory.Exists(folder.File(Names[2])));
        Assert.Empty(opened.Complaints);
        Assert.All(
            opened.Requests,
            address => Assert.StartsWith(program.Address.AbsoluteUri, address, StringComparison.Ordinal)
        );
    }

    private static async Task ComparesAsync(IPage page)
    {
        var compare = page.Locator("#runs-compare button");
        Assert.True(await compare.IsDisabledAsync());
        await page.GetByLabel($"Compare {Names[2]}").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        Assert.True(await compare.IsDisabledAsync());
        await page.GetByLabel($"Compare {Names[0]}").CheckAsync();
        var other = await page.RunAndWaitForPopupAsync(() => compare.ClickAsync());
        // The older one is the base.
        await Assertions
            .Expect(other.Locator("#run-line"))
            .ToHaveTextAsync($"{Names[2]} (NEW) against {Names[0]} (BASE)");
        await Assertions.Expect(other.Locator("#verdict-word")).ToHaveTextAsync("NOT ENOUGH DATA");
        var report = await page.RunAndWaitForPopupAsync(() =>
            page.Locator("#runs-table a", new() { HasTextString = Names[1] }).ClickAsync()
        );
        await Assertions.Expect(report.Locator("#verdict-word")).ToHaveTextAsync("FAILED");
    }

    private static async Task RemovesAsync(IPage page, ILocator rows)
    {
        var dialog = page.Locator("#runs-dialog");
        await page.GetByLabel($"Remove {Names[2]}").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync(Names[2]);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await page.GetByLabel($"Remove {Names[2]}").ClickAsync();
        await dialog.Locator("button.primary").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(2);
    }

    private async Task RecordAsync()
    {
        foreach (var (name, at) in Names.Select((name, at) => (name, at)))
        {
            Directory.CreateDirectory(folder.File(name));
            var run = SampleRun.Report.Run with { Id = name, StartedAt = new(2026, 1, 2 + at, 3, 4, 5, TimeSpan.Zero) };
            using (var journal = new JournalWriter(folder.File($"{name}/{JournalWriter.FileName}"), run, _ => { }))
            {
                journal.End(SampleRun.Report.Ending, SampleRun.Report.Thresholds, SampleRun.Report.ExitCode);
            }

            await using var metrics = File.Create(folder.File($"{name}/metrics.json"));
            await new MetricsJsonWriter().WriteAsync(
                SampleRun.Report with
                {
                    Run = run,
                },
                metrics,
                TestContext.Current.CancellationToken
            );
        }
    }
}
