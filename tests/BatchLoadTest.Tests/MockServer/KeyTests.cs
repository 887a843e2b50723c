using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class KeyTests
{
    private const string Keys = "/admin/api/v1/users/current/api-keys";

    [Fact]
    public async Task ACreatedKey_Works_UntilItIsDeleted()
    {
        await using var mock = await MockService.StartAsync();
        using var created = await CreateAsync(mock, "load-test-1");
        var key = await MockService.JsonAsync(created);
        var secret = MockService.Text(key, "key");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(46, secret.Length);
        Assert.Equal("realtime", MockService.Text(key, "purpose"));
        Assert.Equal(JsonValueKind.Null, key.GetProperty("requests_per_second").ValueKind);
        Assert.Equal(HttpStatusCode.OK, await WithAsync(mock, secret));

        using var deleted = await SendAsync(mock, HttpMethod.Delete, $"{Keys}/{MockService.Text(key, "id")}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(mock, secret));
    }

    [Fact]
    public async Task AName_IsUniqueAmongLiveKeys()
    {
        await using var mock = await MockService.StartAsync();
        using var first = await CreateAsync(mock, "load-test");
        using var second = await CreateAsync(mock, "load-test");
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.NotEmpty(MockService.Text(await MockService.JsonAsync(second), "message"));

        var id = MockService.Text(await MockService.JsonAsync(first), "id");
        using var deleted = await SendAsync(mock, HttpMethod.Delete, $"{Keys}/{id}");
        using var third = await CreateAsync(mock, "load-test");
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
    }

    [Theory]
    [InlineData(MockCredit.Enough, "?include=billing", "100")]
    [InlineData(MockCredit.Zero, "?include=groups,billing", "0")]
    [InlineData(MockCredit.Below, "?include=billing", "-1")]
    [InlineData(MockCredit.Enough, "", null)]
    public async Task TheAccount_SaysWhatIsLeft_WhereThatIsAskedFor(MockCredit credit, string query, string? balance)
    {
        await using var mock = await MockService.StartAsync(new() { Credit = credit });
        using var answer = await SendAsync(mock, HttpMethod.Get, $"/admin/api/v1/users/current{query}");
        var user = await MockService.JsonAsync(answer);

        Assert.Equal("admin", MockService.Text(user, "username"));
        Assert.Equal(balance, user.TryGetProperty("credit_balance", out var left) ? left.GetRawText() : null);
        using var stranger = await mock.Http.GetAsync("/admin/api/v1/users/current");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task Keys_AreListed_WithoutTheirSecrets()
    {
        await using var mock = await MockService.StartAsync();
        using var created = await CreateAsync(mock, "listed");
        using var answer = await SendAsync(mock, HttpMethod.Get, Keys);
        var list = await MockService.JsonAsync(answer);

        var key = Assert.Single(list.GetProperty("data").EnumerateArray());
        Assert.Equal("listed", MockService.Text(key, "name"));
        Assert.False(key.TryGetProperty("key", out _));
        Assert.Equal(1, list.GetProperty("total_count").GetInt32());
    }

    [Fact]
    public async Task ALogin_SetsACookie_WithWhichAKeyCanBeCreated()
    {
        await using var mock = await MockService.StartAsync();
        using var login = await LogInAsync(mock, "password");
        var cookie = login.Headers.GetValues("Set-Cookie").Single();

        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.StartsWith("dwctl_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("; HttpOnly; Secure; SameSite=strict", cookie, StringComparison.Ordinal);
        using var create = new HttpRequestMessage(HttpMethod.Post, Keys)
        {
            Content = new StringContent("""{"name":"by-cookie"}""", Encoding.UTF8, "application/json"),
        };
        create.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var created = await mock.Http.SendAsync(create);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public async Task AWrongPassword_IsRefusedInPlainText()
    {
        await using var mock = await MockService.StartAsync();
        using var login = await LogInAsync(mock, "guess");
        using var create = await CreateAsync(mock, "never", password: "guess");

        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
        Assert.Equal("Invalid email or password", await login.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, create.StatusCode);
        Assert.Equal("text/plain", create.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("batch", HttpStatusCode.BadRequest)]
    [InlineData("playground", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.UnprocessableEntity)]
    public async Task APurposeOfTheSystemsOwn_IsRefused(string purpose, HttpStatusCode expected)
    {
        await using var mock = await MockService.StartAsync();
        using var created = await CreateAsync(mock, "wrong", purpose);

        Assert.Equal(expected, created.StatusCode);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, HttpStatusCode.Unauthorized)]
    [InlineData(MockFlavour.OpenAI, HttpStatusCode.OK)]
    public async Task APlatformKey_IsRefusedByTheControlLayer(MockFlavour flavour, HttpStatusCode expected)
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { Flavour = flavour });
        using var created = await CreateAsync(mock, "platform", "platform");
        var secret = MockService.Text(await MockService.JsonAsync(created), "key");

        Assert.Equal(expected, await WithAsync(mock, secret));
    }

    [Fact]
    public async Task ANewKey_IsRefusedUntilItIsActive()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { KeyActivationDelay = TimeSpan.FromSeconds(2) }
        );
        using var created = await CreateAsync(mock, "slow");
        var secret = MockService.Text(await MockService.JsonAsync(created), "key");

        Assert.Equal(HttpStatusCode.Forbidden, await WithAsync(mock, secret));
        mock.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(mock, secret));
    }

    [Fact]
    public async Task RevokeAll_MakesEveryKeyInvalid_AndFreesTheirNames()
    {
        await using var mock = await MockService.StartAsync();
        using var created = await CreateAsync(mock, "renewed");
        using var revoked = await mock.Http.PostAsync("/mock/keys/revoke-all", null);

        Assert.Equal(HttpStatusCode.Unauthorized, await mock.StatusAsync("files"));
        Assert.Equal(0, mock.Host.Counts().Keys.Live);
        using var again = await CreateAsync(mock, "renewed");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task NoKey_IsUnauthorised()
    {
        await using var mock = await MockService.StartAsync();
        mock.Http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.Unauthorized, await mock.StatusAsync("files"));
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","description":"\udc00"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","requests_per_second":1e999,"burst_size":1e999}""", HttpStatusCode.Created)]
    public async Task AnOddKey_IsNoDefectOfTheMock(string body, HttpStatusCode expected)
    {
        await using var mock = await MockService.StartAsync();
        using var answer = await SendAsync(mock, HttpMethod.Post, Keys, body);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> CreateAsync(
        MockService mock,
        string name,
        string purpose = "realtime",
        string password = "password"
    )
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["description"] = null,
            ["purpose"] = purpose,
            ["requests_per_second"] = 0,
            ["burst_size"] = 0,
        };
        return await SendAsync(mock, HttpMethod.Post, Keys, body.ToJsonString(), password);
    }

    private static Task<HttpResponseMessage> LogInAsync(MockService mock, string password) =>
        mock.Http.PostAsync(
            "/authentication/login",
            new StringContent($$"""{"email":"admin","password":"{{password}}"}""", Encoding.UTF8, "application/json")
        );

    private static async Task<HttpResponseMessage> SendAsync(
        MockService mock,
        HttpMethod method,
        string path,
        string? body = null,
        string password = "password"
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}"))
        );
        return await mock.Http.SendAsync(request);
    }

    private static async Task<HttpStatusCode> WithAsync(MockService mock, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{mock.Api}/files");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await mock.Http.SendAsync(request);
        return response.StatusCode;
    }
}
