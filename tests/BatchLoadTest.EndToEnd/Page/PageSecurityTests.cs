using System.Net;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>The page can start load against any host: who may not use it is kept out.</summary>
public sealed class PageSecurityTests(PageSecurityTests.Pages pages) : IClassFixture<PageSecurityTests.Pages>
{
    [Theory]
    [InlineData("Content-Security-Policy", "default-src 'none'")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("X-Frame-Options", "DENY")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("Cross-Origin-Opener-Policy", "same-origin")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    [InlineData("Cache-Control", "no-store")]
    public async Task EveryAnswer_HasTheHeader(string name, string value)
    {
        foreach (var path in (string[])["stats/requests", "healthz", "metrics", "nothing-there"])
        {
            using var response = await pages.Open.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Contains(value, string.Join(' ', response.Headers.GetValues(name)), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task ContentPolicy_AllowsNothingInline()
    {
        using var response = await pages.Open.Client.GetAsync(new Uri("healthz", UriKind.Relative));
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task FormOfAnotherSite_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("swarm", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("user_count", "1"), new("spawn_rate", "1")]),
        };
        request.Headers.Add(header, value);

        using var response = await pages.Open.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("ready", await pages.Open.StateAsync());
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("stats/reset")]
    public async Task ImageOnAnotherSite_StopsNothing(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "no-cors");
        request.Headers.Add("Sec-Fetch-Dest", "image");

        using var response = await pages.Open.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task OwnForm_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("swarm", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("user_count", "none")]),
        };
        request.Headers.Add("Origin", pages.Open.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await pages.Open.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("169.254.1.1")]
    public async Task AnotherNameThatLeadsHere_IsRefused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("stats/requests", UriKind.Relative));
        request.Headers.Host = host;

        using var response = await pages.Open.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task LargeBody_IsRefused()
    {
        using var content = new StringContent("user_count=" + new string('1', 200_000));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");

        using var response = await pages.Open.Client.PostAsync(new Uri("swarm", UriKind.Relative), content);

        Assert.False(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("stats/requests")]
    [InlineData("metrics")]
    [InlineData("stop")]
    [InlineData("nothing-there")]
    [InlineData("stats/requests?token=wrong")]
    public async Task WithoutTheToken_NothingIsAnswered(string path)
    {
        using var response = await pages.Guarded.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Health_NeedsNoToken() => Assert.Equal("ok\n", await pages.Guarded.TextAsync("healthz"));

    [Fact]
    public async Task WithTheToken_InAHeader_EverythingIsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("stats/requests", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", Pages.Token);

        using var response = await pages.Guarded.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task WithTheToken_InTheAddress_ACookieTakesItsPlace()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = pages.Guarded.Address };
        using var first = await client.GetAsync(new Uri($"stats/requests?token={Pages.Token}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal("/stats/requests", first.Headers.Location!.ToString());
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("stats/requests", UriKind.Relative));
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var second = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task OtherAddressWithoutAToken_IsWarnedOf()
    {
        await using var page = await PageProgram.StartAsync("--host", "mock", "--web-host", "0.0.0.0");

        await page.Program.SaysAsync("warning: --web-host 0.0.0.0 without --web-token: whoever reaches this port");
    }

    /// <summary>Two pages for all of these tests.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        public const string Token = "a-token-of-27-characters-xx";

        public PageProgram Open { get; private set; } = null!;

        public PageProgram Guarded { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Open = await PageProgram.StartAsync("--host", "mock");
            Guarded = await PageProgram.StartAsync("--host", "mock", "--web-token", Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Open.DisposeAsync();
            await Guarded.DisposeAsync();
        }
    }
}
