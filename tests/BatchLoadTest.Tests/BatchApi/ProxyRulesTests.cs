using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ProxyRulesTests
{
    [Theory]
    [InlineData("http_proxy=a:1", "http://service.test", "http://a:1 from http_proxy")]
    [InlineData("HTTP_PROXY=a:1", "http://service.test", "http://a:1 from HTTP_PROXY")]
    [InlineData("http_proxy=a:1 HTTP_PROXY=b:2", "http://service.test", "http://a:1 from http_proxy")]
    [InlineData("http_proxy= HTTP_PROXY=b:2", "http://service.test", "http://b:2 from HTTP_PROXY")]
    [InlineData("http_proxy=a:1", "https://service.test", null)]
    [InlineData("https_proxy=a:1", "https://service.test", "http://a:1 from https_proxy")]
    [InlineData("HTTPS_PROXY=https://a:1", "https://service.test", "https://a:1 from HTTPS_PROXY")]
    [InlineData("https_proxy=a:1", "http://service.test", null)]
    [InlineData("all_proxy=a:1", "https://service.test", "http://a:1 from all_proxy")]
    [InlineData("ALL_PROXY=socks5h://a", "http://service.test", "socks5://a:1080 from ALL_PROXY")]
    [InlineData("all_proxy=a:1 http_proxy=b:2", "http://service.test", "http://b:2 from http_proxy")]
    [InlineData("http_proxy=a:1 no_proxy=service.test", "http://service.test", null)]
    [InlineData("http_proxy=a:1 NO_PROXY=10.0.0.0/8", "http://10.9.9.9", null)]
    [InlineData("http_proxy=a:1 no_proxy=x NO_PROXY=service.test", "http://service.test", "http://a:1 from http_proxy")]
    // This machine itself is never meant.
    [InlineData("http_proxy=a:1", "http://127.0.0.1:3001", null)]
    [InlineData("http_proxy=a:1", "http://localhost:3001", null)]
    [InlineData("http_proxy=a:1", "http://[::1]:3001", null)]
    // In a script of a web server the capitals may be a header of a request.
    [InlineData("HTTP_PROXY=a:1 REQUEST_METHOD=GET", "http://service.test", null)]
    [InlineData("HTTPS_PROXY=a:1 REQUEST_METHOD=GET", "https://service.test", "http://a:1 from HTTPS_PROXY")]
    [InlineData("", "http://service.test", null)]
    public void For_Environment_IsReadAsCurlDoes(string environment, string target, string? expected)
    {
        var rules = ProxyRules.FromEnvironment(Variable(environment), name => Assert.Fail(name));

        var proxy = rules.For(new Uri(target));

        Assert.Equal(expected, proxy is null ? null : $"{proxy} from {proxy.Source}");
    }

    [Theory]
    [InlineData("http_proxy=http://[bad", "http_proxy")]
    [InlineData("HTTPS_PROXY=ftp://a", "HTTPS_PROXY")]
    [InlineData("all_proxy=http://", "all_proxy")]
    [InlineData("http_proxy=a:1 https_proxy=b:1 all_proxy=:", "")]
    public void FromEnvironment_NoAddress_IsNamedOnceWhereItIsInForce(string environment, string expected)
    {
        List<string> wrong = [];

        ProxyRules.FromEnvironment(Variable(environment), wrong.Add);

        Assert.Equal(expected, string.Join(' ', wrong));
    }

    [Fact]
    public void For_Always_HoldsForEverything()
    {
        var rules = ProxyRules.Always(ProxyAddress.TryParse("proxy:3128", "--proxy")!);

        Assert.All(
            ["http://127.0.0.1", "https://service.test", "http://[::1]:9"],
            target => Assert.Equal("http://proxy:3128", rules.For(new Uri(target))?.ToString())
        );
    }

    private static Func<string, string?> Variable(string environment)
    {
        var all = environment
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return name => all.GetValueOrDefault(name);
    }
}
