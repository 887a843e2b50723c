namespace BatchLoadTest.EndToEnd.Page;

/// <summary>Failures by kind on the page, put together second by second.</summary>
[Trait("needs", "browser")]
public sealed class FailuresOnPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task ChartAndTable_SaidSecondBySecond_HoldAllFailuresInTheEnd()
    {
        await using var program = await PageProgram.StartAsync(
            "--host",
            "mock",
            "--mock-fail-rate",
            "0.3",
            "--poll-interval",
            "100ms",
            "--users",
            "5",
            "--spawn-rate",
            "5"
        );
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.ClickAsync("button.primary");
        await program.HasRequestsAsync(100);
        await page.ClickAsync("#live button:has-text('Stop')");
        await page.WaitForFunctionAsync(
            "() => document.documentElement.dataset.state === 'stopped'",
            null,
            new() { Timeout = 300_000 }
        );

        using var metrics = RunMetrics.Read(Directory.GetDirectories(program.Results).Single());
        var failed = metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64();
        // The page is sent the report's figures a moment after the state.
        await page.WaitForFunctionAsync(
            """
            (failed) => {
                const about = document.querySelectorAll("#charts-grid .plot")[1].getAttribute("aria-label");
                const ofChart = [...about.split(";")[1].matchAll(/ ([\d,]+)/g)]
                    .reduce((sum, [, count]) => sum + Number(count.replaceAll(",", "")), 0);
                const ofTable = document.querySelector("#failures-matrix tfoot td:last-child").textContent;
                return ofChart === failed && Number(ofTable.replaceAll(",", "")) === failed;
            }
            """,
            failed,
            new() { Timeout = 60_000 }
        );
        Assert.Empty(opened.Complaints);
    }
}
