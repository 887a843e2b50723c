using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>A mock server on a free port with a clock of its own, and the requests that the tests make of it.</summary>
internal sealed class MockService : IAsyncDisposable
{
    public const string Key = "sk-test";

    private MockService(MockServerHost host, FakeTimeProvider time, string apiBase)
    {
        Host = host;
        Time = time;
        Api = apiBase;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public MockServerHost Host { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; }

    /// <summary>The flavour's base path.</summary>
    public string Api { get; }

    public static async Task<MockService> StartAsync(MockServerOptions? options = null)
    {
        // In the middle of a second, so that rounding to whole ones shows.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));
        var settings = (options ?? new MockServerOptions()) with { ApiKeys = [Key] };
        var host = await MockServerHost.StartAsync(settings, time, TestContext.Current.CancellationToken);
        return new MockService(host, time, settings.Flavour == MockFlavour.OpenAI ? "/v1" : "/ai/v1");
    }

    /// <summary>A row of an input file.</summary>
    public static string Row(string customId, string url = "/v1/chat/completions", string model = "m") =>
        $$$"""
            {"custom_id":"{{{customId}}}","method":"POST","url":"{{{url}}}","body":{"model":"{{{model}}}","messages":[]}}
            """;

    /// <summary>An input file with rows <c>row-0</c>, <c>row-1</c>, …</summary>
    public static string Rows(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => Row($"row-{i}") + "\n"));

    public static MultipartFormDataContent Form(HttpContent file, string? purpose = "batch", string name = "in.jsonl")
    {
        var form = new MultipartFormDataContent();
        if (purpose is not null)
        {
            form.Add(new StringContent(purpose), "purpose");
        }

        form.Add(file, "file", name);
        return form;
    }

    public Task<HttpResponseMessage> UploadAsync(string content) =>
        Http.PostAsync($"{Api}/files", Form(new StringContent(content, Encoding.UTF8)));

    /// <summary>Uploads and gives back the file's id.</summary>
    public async Task<string> UploadedAsync(string content)
    {
        using var response = await UploadAsync(content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return Text(await JsonAsync(response), "id");
    }

    public Task<HttpResponseMessage> CreateAsync(string fileId, string endpoint = "/v1/chat/completions") =>
        PostAsync(
            "batches",
            new JsonObject
            {
                ["input_file_id"] = fileId,
                ["endpoint"] = endpoint,
                ["completion_window"] = "24h",
            }
        );

    /// <summary>Creates a batch of so many rows and gives back its id.</summary>
    public async Task<string> CreatedAsync(int rows) => await CreatedAsync(await UploadedAsync(Rows(rows)));

    /// <summary>Creates a batch of a file and gives back its id.</summary>
    public async Task<string> CreatedAsync(string fileId)
    {
        using var response = await CreateAsync(fileId);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return Text(await JsonAsync(response), "id");
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonObject body) =>
        Http.PostAsync($"{Api}/{path}", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    public async Task<JsonElement> BatchAsync(string id) => await GetJsonAsync($"batches/{id}");

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Http.GetAsync($"{Api}/{path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    /// <summary>Lets a batch end and gives it back.</summary>
    public async Task<JsonElement> EndedAsync(string id)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return await BatchAsync(id);
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Http.GetAsync($"{Api}/{path}");
        return response.StatusCode;
    }

    /// <summary>The lines of a file's content.</summary>
    public async Task<List<JsonElement>> LinesAsync(string fileId, string query = "") =>
        [.. (await TextLinesAsync(fileId, query)).Select(Parse)];

    /// <summary>The lines of a file's content as they came.</summary>
    public async Task<string[]> TextLinesAsync(string fileId, string query = "")
    {
        using var response = await Http.GetAsync($"{Api}/files/{fileId}/content{query}");
        var content = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, content);
        return content.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static IEnumerable<string> Ids(IEnumerable<JsonElement> lines) =>
        lines.Select(line => Text(line, "custom_id"));

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        Parse(await response.Content.ReadAsStringAsync());

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
