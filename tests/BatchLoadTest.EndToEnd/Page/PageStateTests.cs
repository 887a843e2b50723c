using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>What the page says of a run as it changes, and where the keyboard is meanwhile.</summary>
[Trait("needs", "browser")]
public sealed class PageStateTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 300_000 };

    private static readonly string[] Options =
    [
        "--host",
        "mock",
        "--mock-batch-duration",
        "300ms",
        "--poll-interval",
        "200ms",
        "--stop-timeout",
        "5s",
    ];

    [Fact]
    public async Task AfterEdit_EveryPlaceSaysTheNewLoad_AndAfterStopThatAPersonDid()
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--users", "4", "--spawn-rate", "50"]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.ClickAsync("button.primary");
        await HasStateAsync(page, "running");
        await program.HasRequestsAsync(5);
        await page.ClickAsync("#live button:has-text('Edit')");
        await page.FillAsync("#field-user_count", "7");
        await page.ClickAsync("button.primary");
        await page.WaitForFunctionAsync(
            """
            () => /7 users of 7/.test(document.querySelector("#live-facts").textContent)
                && /^7 users/.test(document.querySelector(".verdict-run").textContent)
                && /of 7 asked for/.test(document.querySelector("[data-figure=users] + dd").textContent)
                && /Load asked for7 users/.test(document.querySelector("#settings-run").textContent)
                && /Most users at one time7 of 7/.test(document.querySelector("#settings-run").textContent)
            """,
            null,
            Patience
        );
        Assert.Equal("7", await page.InputValueAsync("#field-user_count"));
        // Of an end nothing is said yet.
        Assert.DoesNotContain("ended", await page.InnerTextAsync("#verdict"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(
            "How it ended|Stopped in|exit code",
            await page.EvaluateAsync<string>(
                "() => ['settings-run', 'verdict'].map((id) => document.getElementById(id).textContent).join()"
            )
        );

        await page.ClickAsync("#live button:has-text('Stop')");
        await HasStateAsync(page, "stopped");
        await page.WaitForFunctionAsync(
            """
            () => /stopped by hand after .* exit code/.test(document.querySelector(".verdict-run").textContent)
                && /How it endedstopped by hand after/.test(document.querySelector("#settings-run").textContent)
            """,
            null,
            Patience
        );
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task HealthyRun_HasNoWarningColourWhileItRuns()
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--users", "6", "--spawn-rate", "2"]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync("#verdict-word");

        // Not where a busy machine makes this program doubt itself: charts and caveats.
        const string Coloured = """
            () => {
                const probe = document.createElement("i");
                document.body.append(probe);
                const warning = ["--bad", "--bad-back", "--doubtful", "--doubtful-back"].map((name) => {
                    probe.setAttribute("class", "");
                    probe.style.color = `var(${name})`;
                    return getComputedStyle(probe).color;
                });
                probe.remove();
                const isSeen = (each) => each.checkVisibility() && !each.closest("#caveats, #charts, #log");
                return [...document.querySelectorAll("body *")].filter(isSeen).filter((each) => {
                    const style = getComputedStyle(each);
                    return [style.color, style.backgroundColor, style.borderTopColor].some((one) => warning.includes(one));
                }).map((each) => each.outerHTML.slice(0, 120));
            }
            """;
        foreach (var requests in (int[])[1, 20, 60])
        {
            await program.HasRequestsAsync(requests);
            var coloured = await page.EvaluateAsync<string[]>(Coloured);
            Assert.True(coloured.Length == 0, string.Join('\n', coloured));
        }

        Assert.Equal("verdict verdict-live", await page.GetAttributeAsync("#verdict", "class"));
    }

    [Fact]
    public async Task Keyboard_BeginsAtTheTopAfterAReload_AndComesBackToWhatOpenedADialog()
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--users", "3", "--spawn-rate", "50"]);
        await using var opened = await browser.OpenAsync(program.Address);
        var page = opened.Page;
        await page.FocusAsync("button.primary");
        await page.Keyboard.PressAsync("Enter");
        await HasStateAsync(page, "running");
        // What was pressed is gone; what can be done next has the focus.
        await FocusIsOnAsync(page, "Edit");

        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("field-user_count", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Escape");
        await FocusIsOnAsync(page, "Edit");
        Assert.False(await page.Locator("#live-panel").IsVisibleAsync());

        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#field-user_count", "4");
        await page.Keyboard.PressAsync("Enter");
        await FocusIsOnAsync(page, "Edit");

        await page.ClickAsync("#tab-failures");
        await page.ReloadAsync();
        await HasStateAsync(page, "running");
        Assert.Equal("true", await page.GetAttributeAsync("#tab-failures", "aria-selected"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("document.activeElement.className"));

        await page.FocusAsync("#live button:has-text('Stop')");
        await page.Keyboard.PressAsync("Enter");
        await HasStateAsync(page, "stopped");
        await FocusIsOnAsync(page, "New test");
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public async Task Statistics_FitIntoAnOrdinaryWindow_AndSayThatTheyScrollInASmallOne()
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--users", "3", "--autostart"]);
        await using var opened = await browser.OpenAsync(
            program.Address,
            new()
            {
                ViewportSize = new() { Width = 1200, Height = 900 },
            }
        );
        var page = opened.Page;
        await program.HasRequestsAsync(60);
        const string Scrolls = """
            () => [...document.querySelectorAll("#statistics-table .scroller")]
                .map((each) => `${each.scrollWidth > each.clientWidth + 1} ${each.classList.contains("more-right")}`).join()
            """;
        await page.WaitForSelectorAsync("#statistics-table tbody tr");

        Assert.Contains(await page.EvaluateAsync<string>(Scrolls), (string[])["false false", "true true"]);
        await page.SetViewportSizeAsync(800, 900);
        await page.WaitForFunctionAsync(
            "() => document.querySelector('#statistics-table .scroller').classList.contains('more-right')"
        );
        Assert.Equal("true true", await page.EvaluateAsync<string>(Scrolls));
    }

    private static async Task FocusIsOnAsync(IPage page, string label) =>
        await page.WaitForFunctionAsync("label => document.activeElement.textContent === label", label, Patience);

    private static async Task HasStateAsync(IPage page, string state) =>
        await page.WaitForFunctionAsync("state => document.documentElement.dataset.state === state", state, Patience);
}
