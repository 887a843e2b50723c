using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What one account has, seen with the key of another.</summary>
public sealed class SecondAccountTests
{
    private const string Other = "sk-other";

    [Theory]
    [InlineData(MockFlavour.ControlLayer, false)]
    [InlineData(MockFlavour.OpenAI, false)]
    [InlineData(MockFlavour.ControlLayer, true)]
    [InlineData(MockFlavour.OpenAI, true)]
    public async Task AnotherAccountsKey_SeesAndChangesNothing_UnlessThatIsAskedFor(MockFlavour flavour, bool shares)
    {
        await using var mock = await StartAsync(flavour, shares);
        var batch = await mock.EndedAsync(await mock.CreatedAsync(3));
        var id = MockService.Text(batch, "id");
        var input = MockService.Text(batch, "input_file_id");
        var output = MockService.Text(batch, "output_file_id");
        string[] paths = [$"files/{input}", $"files/{input}/content", $"files/{output}/content", $"batches/{id}"];

        Assert.All(paths, path => Assert.Equal(HttpStatusCode.OK, StatusOf(mock, MockService.Key, path)));
        var expected = shares ? HttpStatusCode.OK : HttpStatusCode.NotFound;
        Assert.All(paths, path => Assert.Equal(expected, StatusOf(mock, Other, path)));
        Assert.Equal(shares, await ListsAsync(mock, Other, "files", input));
        Assert.Equal(shares, await ListsAsync(mock, Other, "batches", id));

        using var cancel = await SendAsync(mock, Other, HttpMethod.Post, $"batches/{id}/cancel");
        Assert.Equal(!shares, cancel.StatusCode == HttpStatusCode.NotFound);
        using var delete = await SendAsync(mock, Other, HttpMethod.Delete, $"files/{input}");
        Assert.Equal(expected, delete.StatusCode);
        Assert.Equal(!shares, await ListsAsync(mock, MockService.Key, "files", input));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, HttpStatusCode.Forbidden)]
    [InlineData(MockFlavour.OpenAI, HttpStatusCode.NotFound)]
    public async Task ABatchOfAnotherAccountsFile_IsRefused(MockFlavour flavour, HttpStatusCode expected)
    {
        await using var mock = await StartAsync(flavour, shares: false);
        var body = new JsonObject
        {
            ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(1)),
            ["endpoint"] = "/v1/chat/completions",
            ["completion_window"] = "24h",
        };

        using var answer = await SendAsync(mock, Other, HttpMethod.Post, "batches", body.ToJsonString());

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, mock.Host.Counts().Batches.Created);
    }

    [Fact]
    public async Task EachAccount_HasItsOwn()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer, shares: false);
        await mock.CreatedAsync(1);
        mock.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Other);
        var own = await mock.EndedAsync(await mock.CreatedAsync(2));

        Assert.Equal(2, (await mock.LinesAsync(MockService.Text(own, "output_file_id"))).Count);
        Assert.Single((await mock.GetJsonAsync("batches")).GetProperty("data").EnumerateArray());
        Assert.Equal(3, (await mock.GetJsonAsync("files")).GetProperty("data").GetArrayLength());
    }

    private static Task<MockService> StartAsync(MockFlavour flavour, bool shares) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                SecondApiKey = Other,
                SharesObjects = shares,
            }
        );

    private static HttpStatusCode StatusOf(MockService mock, string key, string path)
    {
        using var request = Request(mock, key, HttpMethod.Get, path);
        using var answer = mock.Http.Send(request);
        return answer.StatusCode;
    }

    private static async Task<bool> ListsAsync(MockService mock, string key, string list, string id)
    {
        using var answer = await SendAsync(mock, key, HttpMethod.Get, list);
        var items = (await MockService.JsonAsync(answer)).GetProperty("data").EnumerateArray();
        return items.Any(item => MockService.Text(item, "id") == id);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        MockService mock,
        string key,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        using var request = Request(mock, key, method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await mock.Http.SendAsync(request);
    }

    private static HttpRequestMessage Request(MockService mock, string key, HttpMethod method, string path) =>
        new(method, $"{mock.Api}/{path}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
}
