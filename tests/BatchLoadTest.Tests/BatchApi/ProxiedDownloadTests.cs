using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ProxiedDownloadTests
{
    // The key stays at home, and the proxy still has to know who asks.
    [Fact]
    public async Task Download_RedirectedElsewhere_ProvesItselfToTheProxyAgain()
    {
        await using var proxy = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } head)
            {
                await (
                    head.StartsWith("GET http://store.test/", StringComparison.Ordinal)
                        ? connection.AnswerAsync(200, "content")
                        : connection.AnswerAsync(302, "", "Location: http://store.test/a\r\n")
                );
            }
        });
        var address = ProxyAddress.TryParse($"me:secret-word@{proxy.Address.Authority}", "--proxy")!;
        using var link = new Link(
            Connecting.Options(Connecting.StubHost) with
            {
                Proxies = ProxyRules.Always(address),
            }
        );

        var response = await link.Client.DownloadAsync("file-1", new TextConsumer(), "Bearer sk-key").ResultAsync();

        Assert.Equal("content", response.Value?.Text);
        Assert.Equal(2, proxy.Heads.Count);
        Assert.All(
            proxy.Heads,
            head => Assert.Contains("Proxy-Authorization: Basic bWU6c2VjcmV0LXdvcmQ=", head, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("sk-key", proxy.Heads[1], StringComparison.Ordinal);
    }
}
