using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ProxyExceptionsTests
{
    [Theory]
    [InlineData("*", "http://any.example")]
    [InlineData("*", "http://[::1]")]
    [InlineData("other, *", "http://any.example")]
    // A name, and all below it, with and without the dot before it.
    [InlineData("example.org", "https://example.org")]
    [InlineData("example.org", "https://api.example.org:8443/path")]
    [InlineData(".example.org", "https://api.example.org")]
    [InlineData(".example.org", "https://example.org")]
    [InlineData("*.example.org", "https://a.b.example.org")]
    [InlineData("EXAMPLE.Org", "https://api.example.ORG")]
    [InlineData("example.org.", "https://api.example.org")]
    [InlineData("example.org", "https://api.example.org.")]
    [InlineData("localhost", "http://localhost:3001")]
    [InlineData("org", "http://example.org")]
    [InlineData("bücher.example", "http://www.xn--bcher-kva.example")]
    [InlineData("xn--bcher-kva.example", "http://bücher.example")]
    // Several, with commas, spaces or both between.
    [InlineData("a.test,b.test", "http://b.test")]
    [InlineData("a.test b.test", "http://b.test")]
    [InlineData("  a.test ,\tb.test , ,", "http://x.b.test")]
    // With a port: that one alone, the scheme's own included.
    [InlineData("example.org:8443", "https://example.org:8443")]
    [InlineData("example.org:443", "https://api.example.org")]
    [InlineData(".example.org:80", "http://api.example.org")]
    [InlineData("10.0.0.1:9000", "http://10.0.0.1:9000")]
    [InlineData("[fd00::1]:9000", "http://[fd00::1]:9000")]
    // Addresses.
    [InlineData("10.0.0.1", "http://10.0.0.1:9000")]
    [InlineData("10.0.0.1.", "http://10.0.0.1")]
    [InlineData("fd00::1", "http://[fd00::1]:9000")]
    [InlineData("FD00:0::0:1", "http://[fd00::1]")]
    [InlineData("[fd00::1]", "http://[fd00::1]")]
    [InlineData("fe80::1%eth0", "http://[fe80::1]")]
    [InlineData("10.0.0.1", "http://[::ffff:10.0.0.1]")]
    // Networks.
    [InlineData("10.0.0.0/8", "http://10.200.3.4")]
    [InlineData("10.1.2.3/8", "http://10.200.3.4")]
    [InlineData("192.168.16.0/20", "http://192.168.31.255")]
    [InlineData("10.0.0.1/32", "http://10.0.0.1")]
    [InlineData("0.0.0.0/0", "http://203.0.113.9")]
    [InlineData("fd00::/8", "http://[fdff::1]")]
    [InlineData("2001:db8::/33", "http://[2001:db8:7fff::1]")]
    [InlineData("::/0", "http://[2001:db8::1]")]
    [InlineData("[fd00::]/8", "http://[fd12::1]")]
    [InlineData("10.0.0.0/8", "http://[::ffff:10.0.0.1]")]
    public void Contains_WhatIsNamed_IsReachedWithoutAProxy(string list, string target) =>
        Assert.True(new ProxyExceptions(list).Contains(new Uri(target)));

    [Theory]
    [InlineData(null, "http://example.org")]
    [InlineData("", "http://example.org")]
    [InlineData(" , ", "http://example.org")]
    [InlineData(".", "http://example.org")]
    // The end of a name is not a name below it.
    [InlineData("example.org", "https://badexample.org")]
    [InlineData("example.org", "https://example.org.test")]
    [InlineData("api.example.org", "https://example.org")]
    [InlineData("ex*mple.org", "https://example.org")]
    [InlineData("example.org:8443", "https://example.org")]
    [InlineData("example.org:443", "http://example.org")]
    [InlineData("example.org:0", "http://example.org")]
    [InlineData("example.org:99999", "http://example.org")]
    [InlineData("example.org:http", "http://example.org")]
    [InlineData("10.0.0.1:9000", "http://10.0.0.1")]
    [InlineData("[fd00::1]:9000", "http://[fd00::1]")]
    // An address is no name, and part of one nothing.
    [InlineData("0.0.1", "http://10.0.0.1")]
    [InlineData("10", "http://0.0.0.10")]
    [InlineData("1", "http://10.0.0.1")]
    [InlineData("10.0.0.1", "http://10.0.0.10")]
    [InlineData("fd00::1", "http://[fd00::2]")]
    [InlineData("10.0.0.0/8", "http://11.0.0.1")]
    [InlineData("192.168.16.0/20", "http://192.168.32.0")]
    [InlineData("10.0.0.0/8", "http://ten.example")]
    [InlineData("10.0.0.0/33", "http://10.0.0.0")]
    [InlineData("10.0.0.0/", "http://10.0.0.0")]
    [InlineData("10.0.0.0/-1", "http://10.0.0.0")]
    [InlineData("10/8", "http://10.0.0.1")]
    [InlineData("example.org/8", "http://example.org")]
    [InlineData("/8", "http://10.0.0.0")]
    [InlineData("2001:db8::/33", "http://[2001:db8:8000::1]")]
    [InlineData("0.0.0.0/0", "http://[2001:db8::1]")]
    [InlineData("fd00::/129", "http://[fd00::]")]
    public void Contains_Other_IsReachedThroughIt(string? list, string target) =>
        Assert.False(new ProxyExceptions(list).Contains(new Uri(target)));
}
