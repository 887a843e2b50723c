using System.Net;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class Http2Tests
{
    [Fact]
    public async Task Get_PriorKnowledge_SpeaksHttp2()
    {
        var protocol = "";
        await using var server = await WebServer.StartAsync(
            context =>
            {
                protocol = context.Request.Protocol;
                return context.Response.WriteAsync("""{"id":"file-1"}""");
            },
            HttpProtocols.Http2
        );
        using var link = new Link(Options(server));

        Assert.True((await link.GetAsync()).IsSuccess);
        Assert.Equal("HTTP/2", protocol);
    }

    [Fact]
    public async Task Get_ServerKnowsHttp1Only_IsNoSuccessAndNoHang()
    {
        await using var server = RawServer.Always("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n");
        using var link = new Link(Connecting.Options(server.Address) with { HttpVersion = HttpVersion.Version20 });

        var response = await link.GetAsync();

        Assert.Equal(Outcome.Protocol, response.Outcome);
        Assert.Contains("HTTP/2", response.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_StreamReset_IsAProtocolFailure()
    {
        await using var server = await WebServer.StartAsync(
            context =>
            {
                context.Features.Get<IHttpResetFeature>()!.Reset(2);
                return Task.CompletedTask;
            },
            HttpProtocols.Http2
        );
        using var link = new Link(Options(server));

        Assert.Equal(Outcome.Protocol, (await link.GetAsync()).Outcome);
    }

    // What the server sends meanwhile (window updates) is no early answer.
    [Fact]
    public async Task Upload_LargeAndManyAtOnce_ArriveWhole()
    {
        const int Length = 5_000_000;
        await using var server = await WebServer.StartAsync(
            async context =>
            {
                var buffer = new byte[64 * 1024];
                long received = 0;
                int read;
                while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
                {
                    received += read;
                }

                await context.Response.WriteAsync($$"""{"id":"file-1","bytes":{{received}}}""");
            },
            HttpProtocols.Http2
        );
        using var link = new Link(Options(server));

        for (var round = 0; round < 5; round++)
        {
            var responses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UploadAsync(link, Length)));
            Assert.All(
                responses,
                response =>
                {
                    Assert.Equal((Outcome.Success, response.Detail), (response.Outcome, response.Detail));
                    Assert.Equal(response.BytesSent, response.Value!.Bytes);
                }
            );
        }
    }

    private static async Task<ApiResponse<UploadedFile>> UploadAsync(Link link, int length)
    {
        using var connection = link.Another();
        var client = new BatchApiClient(connection, link.Paths);
        return await client.UploadAsync(new RepeatedBytes(length), authorization: null).ResultAsync();
    }

    private static BatchApiOptions Options(WebServer server) =>
        Connecting.Options(server.Address) with
        {
            HttpVersion = HttpVersion.Version20,
        };
}
