using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

/// <summary>Answers of gateways, proxies and frameworks, as they came over the wire.</summary>
public sealed class GatewayAnswerTests
{
    private const string Nginx =
        "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n"
        + "<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n"
        + "</body>\r\n</html>\r\n";

    private const string Front = " (a page of something in front of the service)";

    [Theory]
    [InlineData(413, Nginx, "", "413 Request Entity Too Large, nginx/1.22.1" + Front)]
    [InlineData(
        502,
        "<!DOCTYPE HTML><html><head>\n<title>502 Proxy Error</title></head><body><h1>Proxy Error</h1><p>x</p>"
            + "<address>Apache/2.4.41 (Ubuntu) Server at h Port 80</address></body></html>",
        "",
        "502 Proxy Error, Apache/2.4.41 (Ubuntu) Server at h Port 80" + Front
    )]
    [InlineData(
        503,
        "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.</body></html>",
        "Server: haproxy\r\nVia: 1.1 edge\r\n",
        "503 Service Unavailable, haproxy (a page of something in front of the service, via 1.1 edge)"
    )]
    [InlineData(
        403,
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
        "",
        "AccessDenied: Request has expired" + Front
    )]
    [InlineData(500, "<3 broken", "", "<3 broken")]
    [InlineData(502, "", "", "Bad")]
    public async Task Get_ErrorPage_ReadsAsItsTitleAndServer(int status, string body, string headers, string words)
    {
        var response = await AskAsync(status, body, headers);

        Assert.Equal((Outcome.HttpStatus, words), (response.Outcome, response.Detail));
    }

    [Theory]
    [InlineData("""{"error":{"message":"model overloaded"}}""", "HTTP 200 with an error in its body: model overloaded")]
    [InlineData("""{"error":"overloaded"}""", "HTTP 200 with an error in its body: overloaded")]
    [InlineData("\uFEFF{\"error\":\"overloaded\"}", "HTTP 200 with an error in its body: overloaded")]
    [InlineData("""{"object":"file"}""", "the file has no id")]
    [InlineData(
        "<html><title>Log in</title></html>",
        "HTTP 200 with a page where JSON belongs: Log in (a page of something in front of the service)"
    )]
    public async Task Get_SuccessWithAnError_ShowsTheServicesWords(string body, string words)
    {
        var response = await AskAsync(200, body);

        Assert.Equal((Outcome.MalformedBody, words), (response.Outcome, response.Detail));
    }

    [Fact]
    public async Task Get_ByteOrderMarkBeforeTheObject_IsSkipped()
    {
        var response = await AskAsync(200, "\uFEFF{\"id\":\"file-1\"}");

        Assert.Equal((Outcome.Success, "file-1"), (response.Outcome, response.Value?.Id));
    }

    [Fact]
    public async Task Get_AnswerTooLarge_SaysTheLimit()
    {
        var response = await AskAsync(200, new string(' ', 5 * 1024 * 1024) + "{}");

        Assert.Equal(Outcome.MalformedBody, response.Outcome);
        Assert.StartsWith("the answer is too large: more than 4 MiB", response.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"detail":[{"loc":["body","completion_window"],"msg":"Input should be '24h'","type":"literal_error"}]}""",
        "completion_window: Input should be '24h'"
    )]
    [InlineData(
        """{"detail":[{"loc":["query","a"],"msg":"x"},{"loc":["body","b",0,"c"],"msg":"y"}]}""",
        "a: x; b.0.c: y"
    )]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"Field required"}]}""", "body: Field required")]
    [InlineData("""{"detail":{"error":"bad","error_description":"expired"}}""", "expired")]
    [InlineData("""{"errors":[{"message":"one"}]}""", "one")]
    public void FromBody_FrameworksErrors_ReadAsPlaceAndWords(string body, string words) =>
        Assert.Equal(words, ErrorText.FromBody(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("https://store.test/a?X-Signature=abc", "redirect to https://store.test/a")]
    [InlineData("/login#x", "redirect to /login")]
    public async Task Get_Redirect_NamesTheTargetWithoutItsQuery(string target, string words) =>
        Assert.Equal(words, (await AskAsync(302, "", $"Location: {target}\r\n")).Detail);

    [Fact]
    public async Task Get_NoSuchHost_IsADnsFailureThatNamesTheHost()
    {
        using var link = new Link(new Uri("http://no-such-host.invalid:81"));

        var response = await link.GetAsync();

        Assert.Equal("dns", response.Outcome.KindName(response.Status));
        Assert.StartsWith("DNS failure: ", response.Detail, StringComparison.Ordinal);
        Assert.Contains("(no-such-host.invalid:81)", response.Detail, StringComparison.Ordinal);
    }

    private static async Task<ApiResponse<UploadedFile>> AskAsync(int status, string body, string headers = "")
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(
                $"HTTP/1.1 {status} Bad\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
            );
        });
        using var link = new Link(server.Address);
        return await link.GetAsync();
    }
}
