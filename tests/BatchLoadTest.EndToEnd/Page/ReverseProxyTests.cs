using System.Net;
using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The page below a path of a reverse proxy, whether that cuts the path off or passes it on.</summary>
public sealed class ReverseProxyTests(Browser browser) : IClassFixture<Browser>
{
    private const string Prefix = "/team/loadtest";

    private const string Token = "a-token-of-27-characters-xx";

    private static readonly string[] Options =
    [
        "--host",
        "mock",
        "--mock-batch-duration",
        "300ms",
        "--web-base-path",
        Prefix,
        "--web-allowed-host",
        "load.localhost",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LocustsAddressesAndOurs_AnswerBelowThePath(bool strips)
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--autostart"]);
        await using var proxy = await PrefixProxy.StartAsync(RootOf(program), Prefix, strips);
        using var client = ClientOf(proxy);
        await program.HasRequestsAsync(5);

        foreach (
            var path in (string[])["", "assets/live.js", "healthz", "metrics", "stats/report", "stats/requests/csv"]
        )
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }

        var stats = JsonElement.Parse(await client.GetStringAsync(new Uri("stats/requests", UriKind.Relative)));
        Assert.True(stats.GetProperty("stats").GetArrayLength() > 0);
        Assert.Empty(
            JsonElement
                .Parse(await client.GetStringAsync(new Uri("exceptions", UriKind.Relative)))
                .GetProperty("exceptions")
                .EnumerateArray()
        );
        using var form = new FormUrlEncodedContent([new("user_count", "3"), new("spawn_rate", "3")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("swarm", UriKind.Relative))
        {
            Content = form,
        };
        request.Headers.Add("Origin", proxy.Address.GetLeftPart(UriPartial.Authority));
        using var changed = await client.SendAsync(request);
        var answered = JsonElement.Parse(await changed.Content.ReadAsStringAsync());
        Assert.True(answered.GetProperty("success").GetBoolean(), answered.GetRawText());
        using var stopped = await client.GetAsync(new Uri("stop", UriKind.Relative));
        await program.HasStateAsync("stopped");
    }

    [Fact]
    public async Task AtTheRoot_ProbesAndThePageAnswer_AndThePathWithoutItsSlashLeadsToIt()
    {
        await using var program = await PageProgram.StartAsync(Options);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = RootOf(program) };

        Assert.EndsWith($"{Prefix}/", program.Address.AbsolutePath, StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/healthz", "/metrics", $"{Prefix}/", $"{Prefix}/healthz"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }

        using var bare = await client.GetAsync(new Uri($"{Prefix}?a=b", UriKind.Relative));
        Assert.Equal(
            (HttpStatusCode.Redirect, $"{Prefix}/?a=b"),
            (bare.StatusCode, bare.Headers.Location!.OriginalString)
        );
        using var other = await client.GetAsync(new Uri($"{Prefix}s/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_LeadsBackBelowThePath_AndItsCookieGoesNowhereElse(bool strips)
    {
        await using var program = await PageProgram.StartAsync([.. Options, "--web-token", Token]);
        await using var proxy = await PrefixProxy.StartAsync(RootOf(program), Prefix, strips);
        using var client = ClientOf(proxy);

        using var answer = await client.GetAsync(new Uri($"?token={Token}", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.Redirect, $"{Prefix}/"),
            (answer.StatusCode, answer.Headers.Location!.OriginalString)
        );
        Assert.Contains(
            $"path={Prefix};",
            Assert.Single(answer.Headers.GetValues("Set-Cookie")),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task NameThatIsNotAllowed_IsRefused_AndSaysHowToAllowIt()
    {
        await using var program = await PageProgram.StartAsync("--host", "mock", "--web-base-path", Prefix);
        await using var proxy = await PrefixProxy.StartAsync(RootOf(program), Prefix, strips: false);
        using var client = ClientOf(proxy);

        using var answer = await client.GetAsync(new Uri("", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("--web-allowed-host", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://load.localhost", HttpStatusCode.OK)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    public async Task OriginOfTheProxy_IsTaken_WhereItPassesOnAnotherName(string origin, HttpStatusCode status)
    {
        await using var program = await PageProgram.StartAsync(Options);
        using var form = new FormUrlEncodedContent([new("user_count", "none")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("swarm", UriKind.Relative))
        {
            Content = form,
        };
        request.Headers.Add("Origin", origin);

        using var answer = await program.Client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("needs", "browser")]
    public async Task Person_StartsWatchesAndDownloads_ThroughTheProxy(bool strips)
    {
        await using var program = await PageProgram.StartAsync(Options);
        await using var proxy = await PrefixProxy.StartAsync(RootOf(program), Prefix, strips);
        await using var opened = await browser.OpenAsync(proxy.Address);
        var page = opened.Page;
        await page.FillAsync("#field-user_count", "2");
        await page.ClickAsync("button.primary");
        await page.WaitForFunctionAsync("() => /running/.test(document.documentElement.dataset.state)");
        await program.HasRequestsAsync(5);
        await page.ClickAsync("#live button:has-text('Stop')");
        await page.WaitForFunctionAsync(
            "() => document.documentElement.dataset.state === 'stopped'",
            null,
            new() { Timeout = 120_000 }
        );
        await page.ClickAsync("#tab-downloads");

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.ClickAsync("#downloads-list a:has-text('metrics.json')")
        );

        Assert.Equal("metrics.json", download.SuggestedFilename);
        Assert.Empty(opened.Complaints);
        Assert.All(
            opened.Requests,
            address => Assert.StartsWith(proxy.Address.AbsoluteUri, address, StringComparison.Ordinal)
        );
    }

    private static Uri RootOf(PageProgram program) => new(program.Address.GetLeftPart(UriPartial.Authority));

    // The name leads to this machine in a browser, and not in every resolver.
    private static HttpClient ClientOf(PrefixProxy proxy)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new UriBuilder(proxy.Address) { Host = "127.0.0.1" }.Uri,
        };
        client.DefaultRequestHeaders.Host = proxy.Address.Authority;
        return client;
    }
}
