using System.Net;
using System.Text;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>How OpenAI's lists, headers and limits differ from a control layer's.</summary>
public sealed class OpenAIWaysTests
{
    [Fact]
    public async Task EveryAnswer_HasANumberOfItsOwn_AtOpenAIOnly()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        await using var other = await StartAsync(MockFlavour.ControlLayer);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in new[] { "files", "batches", "batches/nowhere", "nowhere", "files?limit=0" })
        {
            using var answer = await mock.Http.GetAsync($"{mock.Api}/{path}");
            Assert.True(seen.Add(answer.Headers.GetValues("x-request-id").Single()), path);
            using var without = await other.Http.GetAsync($"{other.Api}/{path}");
            Assert.False(without.Headers.Contains("x-request-id"), path);
        }
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, "files", 20)]
    [InlineData(MockFlavour.OpenAI, "files", 30)]
    [InlineData(MockFlavour.ControlLayer, "batches", 20)]
    [InlineData(MockFlavour.OpenAI, "batches", 20)]
    public async Task AListWithoutALimit_HasSoManyItems(MockFlavour flavour, string list, int items)
    {
        await using var mock = await StartAsync(flavour);
        for (var i = 0; i < 30; i++)
        {
            await mock.CreatedAsync(1);
        }

        // Result files are listed too, once they are there.
        var page = await mock.GetJsonAsync($"{list}?purpose=batch");

        Assert.Equal(items, page.GetProperty("data").GetArrayLength());
        Assert.Equal(items < 30, page.GetProperty("has_more").GetBoolean());
    }

    [Theory]
    [InlineData("batches?limit=0", "integer_below_min_value")]
    [InlineData("batches?limit=101", "integer_above_max_value")]
    [InlineData("files?limit=10001", "integer_above_max_value")]
    [InlineData("files?limit=many", "invalid_type")]
    public async Task APageOfAWrongSize_IsRefusedByOpenAI(string path, string code)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        using var answer = await mock.Http.GetAsync($"{mock.Api}/{path}");
        var error = (await MockService.JsonAsync(answer)).GetProperty("error");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("limit", MockService.Text(error, "param"));
        Assert.Equal(code, MockService.Text(error, "code"));
    }

    [Theory]
    [InlineData("batches?limit=100")]
    [InlineData("files?limit=10000")]
    public async Task ThePageOfTheLargestSize_IsTaken(string path)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        var page = await mock.GetJsonAsync(path);

        Assert.Equal(JsonValueKind.Null, page.GetProperty("first_id").ValueKind);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("last_id").ValueKind);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, "batches?after=00000000-0000-4000-8000-000000000000", HttpStatusCode.OK)]
    [InlineData(MockFlavour.ControlLayer, "batches?limit=0", HttpStatusCode.OK)]
    [InlineData(MockFlavour.ControlLayer, "batches?limit=1000", HttpStatusCode.OK)]
    [InlineData(MockFlavour.OpenAI, "batches?after=batch_unknown", HttpStatusCode.NotFound)]
    [InlineData(MockFlavour.OpenAI, "files?after=file-unknown", HttpStatusCode.NotFound)]
    public async Task APageBehindAnItemThatNobodyKnows_IsRefusedByOpenAI(
        MockFlavour flavour,
        string path,
        HttpStatusCode expected
    )
    {
        await using var mock = await StartAsync(flavour);
        Assert.Equal(expected, await mock.StatusAsync(path));
    }

    [Theory]
    [InlineData("created_at", "3599", "expires_after[seconds]", "integer_below_min_value")]
    [InlineData("created_at", "2592001", "expires_after[seconds]", "integer_above_max_value")]
    [InlineData("created_at", "soon", "expires_after[seconds]", "invalid_type")]
    [InlineData("last_active_at", "3600", "expires_after[anchor]", "invalid_value")]
    [InlineData(null, "3600", "expires_after[anchor]", "missing_required_parameter")]
    public async Task AnExpiryBeyondItsLimits_IsRefusedByOpenAI(
        string? anchor,
        string seconds,
        string param,
        string code
    )
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        using var answer = await ExpiringAsync(mock, anchor, seconds);
        var error = (await MockService.JsonAsync(answer)).GetProperty("error");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(param, MockService.Text(error, "param"));
        Assert.Equal(code, MockService.Text(error, "code"));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(2_592_000)]
    public async Task AnExpiryAtItsLimits_IsTaken(int seconds)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        using var answer = await ExpiringAsync(mock, "created_at", $"{seconds}");
        var file = await MockService.JsonAsync(answer);

        Assert.Equal(seconds, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, "PUT", "files", "GET,POST")]
    [InlineData(MockFlavour.ControlLayer, "POST", "batches/00000000-0000-4000-8000-000000000000", "GET,DELETE")]
    [InlineData(MockFlavour.OpenAI, "DELETE", "batches/batch_1", "GET")]
    [InlineData(MockFlavour.OpenAI, "PATCH", "files/file-1", "GET,DELETE")]
    public async Task AMethodThatAnAddressHasNot_IsNotAllowed(
        MockFlavour flavour,
        string method,
        string path,
        string allowed
    )
    {
        await using var mock = await StartAsync(flavour);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{mock.Api}/{path}");
        using var answer = await mock.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(',', answer.Content.Headers.Allow));
        if (flavour == MockFlavour.ControlLayer)
        {
            Assert.Empty(body);
        }
        else
        {
            var error = MockService.Parse(body).GetProperty("error");
            Assert.Equal("method_not_supported", MockService.Text(error, "code"));
        }
    }

    [Fact]
    public async Task AnUnknownObject_IsNamed_AtOpenAI()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        using var answer = await mock.Http.GetAsync($"{mock.Api}/files/file-1");
        var error = (await MockService.JsonAsync(answer)).GetProperty("error");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("No such File object: file-1", MockService.Text(error, "message"));
        Assert.Equal("id", MockService.Text(error, "param"));
        Assert.Null(error.GetProperty("code").GetString());
    }

    private static Task<HttpResponseMessage> ExpiringAsync(MockService mock, string? anchor, string seconds)
    {
        var form = MockService.Form(new StringContent(MockService.Rows(1), Encoding.UTF8));
        if (anchor is not null)
        {
            form.Add(new StringContent(anchor), "expires_after[anchor]");
        }

        form.Add(new StringContent(seconds), "expires_after[seconds]");
        return mock.Http.PostAsync($"{mock.Api}/files", form);
    }

    private static Task<MockService> StartAsync(MockFlavour flavour) =>
        MockService.StartAsync(new MockServerOptions { Flavour = flavour });
}
