using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What Azure OpenAI wants and others don't: its base, the version, the header of the key, a processed file.</summary>
public sealed class AzureTests : IAsyncLifetime
{
    private const string Key = "azure-key";
    private const string Version = "?api-version=2024-10-21";

    private readonly FakeTimeProvider time = new();
    private readonly HttpClient http = new();
    private MockServerHost? host;

    public async ValueTask InitializeAsync()
    {
        host = await MockServerHost.StartAsync(
            new MockServerOptions { Flavour = MockFlavour.Azure, ApiKeys = [Key] },
            time,
            TestContext.Current.CancellationToken
        );
        http.BaseAddress = host.BaseAddress;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host!.DisposeAsync();
    }

    [Theory]
    [InlineData("/openai/files" + Version, Key, null, HttpStatusCode.OK)]
    [InlineData("/openai/v1/files", Key, null, HttpStatusCode.OK)]
    [InlineData("/openai/files", Key, null, HttpStatusCode.NotFound)]
    [InlineData("/openai/files?api-version=", Key, null, HttpStatusCode.NotFound)]
    [InlineData("/v1/files" + Version, Key, null, HttpStatusCode.NotFound)]
    [InlineData("/ai/v1/files" + Version, Key, null, HttpStatusCode.NotFound)]
    [InlineData("/openai/files" + Version, "wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("/openai/files" + Version, null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/openai/files" + Version, null, "Bearer " + Key, HttpStatusCode.Unauthorized)]
    public async Task Request_NeedsBaseVersionAndKey(
        string path,
        string? key,
        string? authorization,
        HttpStatusCode expected
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("api-key", key);
        }

        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task File_IsPendingForAMoment_AndTakesNoBatchUntilThen()
    {
        http.DefaultRequestHeaders.Add("api-key", Key);
        using var upload = await http.PostAsync(
            "/openai/files" + Version,
            MockService.Form(new StringContent(MockService.Rows(2), Encoding.UTF8)),
            TestContext.Current.CancellationToken
        );
        var file = await ReadAsync(upload);
        var id = file.GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        Assert.Equal("pending", file.GetProperty("status").GetString());
        using var refused = await CreateAsync(id, "/chat/completions");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(
            "is in 'pending' state",
            (await ReadAsync(refused)).GetProperty("error").GetProperty("message").GetString()!,
            StringComparison.Ordinal
        );

        time.Advance(TimeSpan.FromMilliseconds(200));
        using var metadata = await http.GetAsync($"/openai/files/{id}{Version}", TestContext.Current.CancellationToken);
        Assert.Equal("processed", (await ReadAsync(metadata)).GetProperty("status").GetString());
        using var created = await CreateAsync(id, "/chat/completions");
        Assert.Equal("validating", (await ReadAsync(created)).GetProperty("status").GetString());
        using var nowhere = await CreateAsync(id, "/nowhere");
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private Task<HttpResponseMessage> CreateAsync(string file, string endpoint) =>
        http.PostAsJsonAsync(
            "/openai/batches" + Version,
            new
            {
                input_file_id = file,
                endpoint,
                completion_window = "24h",
            },
            TestContext.Current.CancellationToken
        );
}
