using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ProxyAddressTests
{
    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128", null)]
    [InlineData(" proxy:3128/ ", "http://proxy:3128", null)]
    [InlineData("proxy", "http://proxy", null)]
    [InlineData("https://proxy", "https://proxy", null)]
    [InlineData("SOCKS5://[fd00::1]:9", "socks5://[fd00::1]:9", null)]
    [InlineData("socks4://proxy", "socks4://proxy:1080", null)]
    [InlineData("me:secret@proxy:3128", "http://***@proxy:3128", "me:secret")]
    [InlineData("http://me:a%40b%2Fc:d@proxy", "http://***@proxy", "me:a@b/c:d")]
    [InlineData("http://token@proxy", "http://***@proxy", "token:")]
    public void TryParse_Address_IsShownWithoutUserAndPassword(string text, string shown, string? user)
    {
        var proxy = ProxyAddress.TryParse(text, "--proxy");

        Assert.Equal(shown, proxy?.ToString());
        Assert.Equal("", proxy!.Uri.UserInfo);
        Assert.Equal(user, proxy.Credential is { } found ? $"{found.UserName}:{found.Password}" : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("http://[bad")]
    [InlineData("ftp://proxy")]
    [InlineData("http://proxy:0")]
    [InlineData("http://proxy:99999")]
    [InlineData("http://proxy/path")]
    [InlineData("http://proxy?a=b")]
    [InlineData("http://proxy#a")]
    [InlineData("http://pro xy")]
    [InlineData("http://proxy\r\nX: y")]
    public void TryParse_NoAddress_IsNull(string text) => Assert.Null(ProxyAddress.TryParse(text, "--proxy"));

    [Theory]
    [InlineData("http://me:secret@proxy:3128", "http://***@proxy:3128")]
    [InlineData("me:sec@ret@proxy", "***@proxy")]
    [InlineData("http://me:s@e/c@proxy", "http://***@proxy")]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    [InlineData("none", "none")]
    public void Mask_LeavesNothingBeforeTheHost(string text, string shown) =>
        Assert.Equal(shown, ProxyAddress.Mask(text));
}
