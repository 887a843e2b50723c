using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class CookieTests
{
    private const string File = """{"id":"file-1"}""";

    [Fact]
    public async Task User_CookieThatTheServiceSets_IsSentBackByThatUserAlone()
    {
        var users = 0;
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                var isKnown = head.Contains("Cookie:", StringComparison.Ordinal);
                await connection.AnswerAsync(
                    200,
                    File,
                    isKnown ? "" : $"Set-Cookie: S=web{++users}; Path=/; HttpOnly\r\n"
                );
            }
        });
        using var link = new Link(server.Address);
        using var one = link.User();
        using var other = link.User();

        await link.GetOverAsync(one);
        await link.GetOverAsync(other);
        await link.GetOverAsync(one);
        await link.GetOverAsync(other);

        Assert.Equal([null, null, "S=web1", "S=web2"], server.Heads.Select(CookieOf));
    }

    // Key creation and clean-up are nobody's session.
    [Fact]
    public async Task NoUser_KeepsNoCookie()
    {
        await using var server = Setting("S=web1; Path=/");
        using var link = new Link(server.Address);

        await link.GetOverAsync(link.Connection);
        await link.GetOverAsync(link.Connection);

        Assert.Equal([null, null], server.Heads.Select(CookieOf));
    }

    [Fact]
    public async Task User_CookiesOff_KeepsNone()
    {
        await using var server = Setting("S=web1; Path=/");
        using var link = new Link(Connecting.Options(server.Address) with { KeepsCookies = false });
        using var user = link.User();

        await link.GetOverAsync(user);
        await link.GetOverAsync(user);

        Assert.Equal([null, null], server.Heads.Select(CookieOf));
    }

    [Theory]
    // A new one replaces the old; an expired one is gone; each of several is kept.
    [InlineData("S=new; Path=/", "S=new; theme=dark")]
    [InlineData("S=; Path=/; Max-Age=0", "theme=dark")]
    [InlineData("S=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "theme=dark")]
    // Not for this request, or no cookie at all.
    [InlineData("T=x; Path=/other", "S=old; theme=dark")]
    [InlineData("T=x; Domain=example.org", "S=old; theme=dark")]
    [InlineData("T=x; Path=/; Secure", "S=old; theme=dark")]
    [InlineData("=x", "S=old; theme=dark")]
    [InlineData("", "S=old; theme=dark")]
    [InlineData("T=\u0001;;;==", "S=old; theme=dark")]
    public async Task User_FurtherCookie_FollowsTheRules(string line, string expected)
    {
        var answers = 0;
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
            {
                var first = "Set-Cookie: S=old; Path=/\r\nSet-Cookie: theme=dark; Path=/\r\n";
                await connection.AnswerAsync(200, File, ++answers == 1 ? first : $"Set-Cookie: {line}\r\n");
            }
        });
        using var link = new Link(server.Address);
        using var user = link.User();

        await link.GetOverAsync(user);
        var second = await link.GetOverAsync(user);
        await link.GetOverAsync(user);

        Assert.True(second.IsSuccess, second.Detail);
        Assert.Equal(
            expected.Split("; ").Order(StringComparer.Ordinal),
            CookieOf(server.Heads[2])?.Split("; ").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task User_WithAHeaderOfTheirOwn_SendsItFirstAndNoCookieTwice()
    {
        await using var server = Setting("S=service; Path=/", "LB=a1; Path=/");
        using var link = new Link(
            Connecting.Options(server.Address) with
            {
                Headers = [new("cookie", "theme=dark; S=own"), new("Cookie", "x=1;")],
            }
        );
        using var user = link.User();

        await link.GetOverAsync(user);
        await link.GetOverAsync(user);

        Assert.Equal(["theme=dark; S=own; x=1", "theme=dark; S=own; x=1; LB=a1"], server.Heads.Select(CookieOf));
    }

    // The session of --auth login was lost to a header of the person's own.
    [Fact]
    public async Task Session_WithAHeaderOfTheirOwn_IsSentBesideIt()
    {
        using var handler = new StubHandler(_ => Answer.Json(File));
        using var connection = Connecting.To(
            handler,
            TimeProvider.System,
            options: new() { Host = Connecting.StubHost, Headers = [new("Cookie", "theme=dark")] }
        );

        await connection
            .SendAsync<UploadedFile>(
                new ApiRequest(HttpMethod.Get, Connecting.StubHost, Cookie: "dwctl_session=abc"),
                static (_, _) => new UploadedFile("f", Bytes: null)
            )
            .ResultAsync();

        Assert.Contains(
            "Cookie: theme=dark; dwctl_session=abc",
            Assert.Single(handler.Requests).Headers,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Download_FromAnotherOrigin_SendsNoCookieThereAndKeepsNone()
    {
        await using var store = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
            {
                await connection.AnswerAsync(200, "content", "Set-Cookie: S=store; Path=/\r\n");
            }
        });
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                await (
                    head.Contains("/content", StringComparison.Ordinal)
                        ? connection.AnswerAsync(
                            302,
                            "",
                            $"Location: {store.Address}a?sig=1\r\nSet-Cookie: L=1; Path=/\r\n"
                        )
                        : connection.AnswerAsync(200, File, "Set-Cookie: S=service; Path=/\r\n")
                );
            }
        });
        using var link = new Link(server.Address);
        using var user = link.User();
        var client = new BatchApiClient(user, link.Paths);

        await link.GetOverAsync(user);
        var response = await client.DownloadAsync("file-1", new TextConsumer(), "Bearer sk-key").ResultAsync();
        await link.GetOverAsync(user);

        Assert.Equal("content", response.Value?.Text);
        Assert.Null(CookieOf(Assert.Single(store.Heads)));
        Assert.Equal([null, "S=service", "S=service; L=1"], server.Heads.Select(CookieOf));
    }

    [Fact]
    public async Task Download_RedirectThatSetsACookie_IsFollowedWithIt()
    {
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                await (
                    head.StartsWith("GET /moved", StringComparison.Ordinal)
                        ? connection.AnswerAsync(200, "content")
                        : connection.AnswerAsync(307, "", "Location: /moved\r\nSet-Cookie: S=web1; Path=/\r\n")
                );
            }
        });
        using var link = new Link(server.Address);
        using var user = link.User();

        await new BatchApiClient(user, link.Paths).DownloadAsync("file-1", new TextConsumer(), null).ResultAsync();

        Assert.Equal([null, "S=web1"], server.Heads.Select(CookieOf));
    }

    [Fact]
    public async Task User_ServiceThatEchoesCookies_LeavesNoneInWords()
    {
        var answers = 0;
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                await (
                    ++answers == 1
                        ? connection.AnswerAsync(200, File, "Set-Cookie: AWSALB=first-secret-1; Path=/\r\n")
                        : connection.AnswerAsync(
                            500,
                            $"had {CookieOf(head)}, now second-secret-2",
                            "Set-Cookie: AWSALB=second-secret-2; Path=/\r\n"
                        )
                );
            }
        });
        using var link = new Link(server.Address);
        using var user = link.User();

        await link.GetOverAsync(user);
        var failed = await link.GetOverAsync(user);

        Assert.Contains("had ***, now ***", failed.Detail, StringComparison.Ordinal);
    }

    private static RawServer Setting(params string[] cookies) =>
        RawServer.Always(
            "HTTP/1.1 200 OK\r\n"
                + string.Concat(cookies.Select(cookie => $"Set-Cookie: {cookie}\r\n"))
                + $"Content-Length: {File.Length}\r\n\r\n{File}"
        );

    private static string? CookieOf(string head) =>
        head.Split("\r\n")
            .Where(line => line.StartsWith("Cookie: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => line["Cookie: ".Length..])
            .SingleOrDefault();
}
