using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi.Dialects;

public sealed class AzureDialectTests
{
    private static readonly Dialect Azure = KnownDialects.Find("azure")!;

    [Theory]
    [InlineData("https://mine.openai.azure.com")]
    [InlineData("https://Mine.OpenAI.Azure.com:443")]
    [InlineData("https://mine.cognitiveservices.azure.com")]
    public void Host_IsCertain(string host) => Assert.Same(Azure, KnownDialects.Guess(new Uri(host)));

    [Theory]
    [InlineData("https://openai.azure.com.example.org")]
    [InlineData("https://myopenai.azure.com")]
    [InlineData("https://azure.com")]
    [InlineData("https://mine.services.ai.azure.com")]
    public void Host_IsNotCertain(string host) => Assert.Null(KnownDialects.Guess(new Uri(host)));

    [Fact]
    public async Task Request_OnTheWire_HasApiKeyAndVersion_AndNoAuthorization()
    {
        await using var server = RawServer.Always(
            "HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{\"id\":\"file-1\",\"status\":\"running\"}"
        );
        using var link = new Link(Connecting.Options(server.Address) with { Dialect = Azure, ApiBase = Azure.ApiBase });

        var answer = await link.GetAsync("sk-azure-secret");

        Assert.True(answer.Value?.IsPending, answer.Detail);
        var head = Assert.Single(server.Heads);
        Assert.StartsWith(
            "GET /openai/files/file-1?api-version=2024-10-21 HTTP/1.1\r\n",
            head,
            StringComparison.Ordinal
        );
        Assert.Contains("\r\napi-key: sk-azure-secret\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Bearer", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void MissingDeployment_IsARefusalForTheModel() =>
        Assert.Equal(Refusal.Model, Azure.RefusalOf(404, "The API deployment for this resource does not exist."));

    [Fact]
    public void Endpoint_HasNoVersion() => Assert.Equal("/chat/completions", Azure.Endpoint);
}
