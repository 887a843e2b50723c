using System.Text;
using BatchLoadTest.Reporting;
using Microsoft.Playwright;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>One Chromium for all tests of a class; each opens pages in a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (InstalledParts.Browser is not { } path)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Headless = true,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>
    /// The report of a run, opened from disk without any network.
    /// </summary>
    internal async Task<WatchedPage> OpenAsync(RunReport report, BrowserNewContextOptions? options = null) =>
        await OpenFileAsync(Encoding.UTF8.GetBytes(await PageData.HtmlAsync(report)), options);

    /// <summary>A page in one file, likewise.</summary>
    internal async Task<WatchedPage> OpenFileAsync(byte[] html, BrowserNewContextOptions? options = null)
    {
        var watched = await OpenAsync(options);
        var path = folder.Write($"page-{Guid.NewGuid():N}.html", Encoding.UTF8.GetString(html));
        await watched.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return watched;
    }

    /// <summary>A page of a server on this machine.</summary>
    internal async Task<WatchedPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        var watched = await OpenAsync(new BrowserNewContextOptions(options ?? new()) { Offline = false });
        await watched.Page.GotoAsync(address.AbsoluteUri);
        return watched;
    }

    private async Task<WatchedPage> OpenAsync(BrowserNewContextOptions? options)
    {
        Assert.True(browser is not null, "no Chromium is installed");
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions(options ?? new())
            {
                Offline = options?.Offline ?? true,
                TimezoneId = options?.TimezoneId ?? "Europe/Berlin",
                ViewportSize = options?.ViewportSize ?? new() { Width = 1400, Height = 900 },
            }
        );
        return new WatchedPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        folder.Dispose();
    }
}
