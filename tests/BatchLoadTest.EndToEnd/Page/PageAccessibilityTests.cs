using BatchLoadTest.Tests.Support;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The page for those who do not see it or have no mouse: before, during and after a run, light and dark.</summary>
[Trait("needs", "browser")]
[Trait("needs", "axe")]
public sealed class PageAccessibilityTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Tabs = ["statistics", "charts", "batches", "failures", "downloads", "log"];

    [Fact]
    public async Task BeforeDuringAndAfterARun_AxeFindsNothing()
    {
        await using var program = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--mock-batch-duration",
            "300ms",
            "--mock-fail-rate",
            "20%",
            "--poll-interval",
            "200ms",
            "--list",
            "1/1s",
            "--read",
            "poll",
            "--stages",
            "10m:=2/s"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await HasStateAsync(page, "ready");
        await OpenAllAsync(page);
        List<string> found = [.. await Axe.FindInBothColoursAsync(page, "before")];

        // What is wrong with a field.
        await page.SelectOptionAsync("#field-load_kind", "users");
        await page.FillAsync("#field-user_count", "many");
        await page.ClickAsync("button.primary");
        await page.Locator("[role=alert]:visible").First.WaitForAsync();
        found.AddRange(await Axe.FindInBothColoursAsync(page, "before, with an error"));

        await page.FillAsync("#field-user_count", "3");
        await page.ClickAsync("button.primary");
        await HasStateAsync(page, "running");
        await program.HasRequestsAsync(60);
        await page.ClickAsync("#live button:has-text('Edit')");
        found.AddRange(await TabsAsync(page, "during"));

        await page.ClickAsync("#live button:has-text('Stop')");
        await HasStateAsync(page, "stopped");
        found.AddRange(await TabsAsync(page, "after"));
        Assert.True(found.Count == 0, string.Join("\n", found));
        Assert.Empty(opened.Complaints);
    }

    private static async Task<IReadOnlyList<string>> TabsAsync(IPage page, string when)
    {
        List<string> found = [];
        foreach (var tab in Tabs)
        {
            await page.ClickAsync($"#tab-{tab}");
            found.AddRange(await Axe.FindInBothColoursAsync(page, $"{when}, {tab}"));
        }

        return found;
    }

    private static Task OpenAllAsync(IPage page) =>
        page.EvaluateAsync("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })");

    private static Task HasStateAsync(IPage page, string state) =>
        page.WaitForFunctionAsync(
            "state => document.documentElement.dataset.state === state",
            state,
            new PageWaitForFunctionOptions { Timeout = 300_000 }
        );
}
