using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ApiConnectionFailureTests
{
    private const string Good = """{"id":"file-1"}""";

    [Fact]
    public async Task Get_NothingListens_IsRefused()
    {
        using var link = new Link(RawServer.ClosedAddress());

        var response = await link.GetAsync();

        Assert.Equal(Outcome.ConnectionRefused, response.Outcome);
        Assert.Equal(0, response.Status);
        Assert.Equal(0, response.BytesSent);
        Assert.Equal(TimeSpan.Zero, response.TimeToFirstByte);
        Assert.NotEmpty(response.Detail!);
    }

    [Fact]
    public async Task Get_NoSuchName_IsADnsFailure()
    {
        using var link = new Link(new Uri("http://no-such-host.invalid"));

        Assert.Equal(Outcome.Dns, (await link.GetAsync()).Outcome);
    }

    [Fact]
    public async Task Get_ResetBeforeAnAnswer_IsReset()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.ResetAsync();
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.ConnectionReset, response.Outcome);
        Assert.Equal(0, response.Status);
    }

    [Fact]
    public async Task Get_ClosedBeforeAnAnswer_IsClosed()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());
        using var link = new Link(server.Address);

        Assert.Equal(Outcome.ConnectionClosed, (await link.GetAsync()).Outcome);
    }

    [Fact]
    public async Task Get_ResetWithinTheBody_IsResetWithItsStatus()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
            await connection.ResetAsync();
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.ConnectionReset, response.Outcome);
        Assert.Equal(200, response.Status);
        Assert.Equal(6, response.BytesReceived);
        Assert.Null(response.Value);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"id\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n10\r\n{\"id\":")]
    public async Task Get_BodyEndsEarly_IsTruncated(string rest)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n" + rest);
        });
        using var link = new Link(server.Address);

        var read = await link.GetAsync();
        var download = await link.DownloadAsync();

        Assert.Equal(Outcome.TruncatedBody, read.Outcome);
        Assert.Equal(Outcome.TruncatedBody, download.Outcome);
        Assert.Equal(6, download.BytesReceived);
        Assert.Null(download.Value);
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("<html>welcome</html>", "a page where JSON belongs: welcome")]
    [InlineData("{\"id\":", "end of the JSON")]
    [InlineData("{\"object\":\"file\"}", "the file has no id")]
    [InlineData("[]", "no JSON object")]
    public async Task Get_SuccessWithAnotherBody_IsMalformed(string body, string words)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, body);
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.MalformedBody, response.Outcome);
        Assert.Equal(200, response.Status);
        Assert.Equal(body.Length, response.BytesReceived);
        Assert.Contains(words, response.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 what?\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Get_WhatIsNoHttp_IsAProtocolFailure(string answer)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(answer);
            await connection.StallAsync();
        });
        using var link = new Link(server.Address);

        Assert.Equal(Outcome.Protocol, (await link.GetAsync()).Outcome);
    }

    [Fact]
    public async Task Get_NoAnswer_IsTimedOut()
    {
        await using var server = new RawServer(connection => connection.StallAsync());
        using var link = new Link(server.Address, timeoutMilliseconds: 100);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.TimedOut, response.Outcome);
        Assert.Contains("within 0.1 s", response.Detail, StringComparison.Ordinal);
        Assert.InRange(response.Latency.TotalMilliseconds, 80, 5_000);
    }

    [Fact]
    public async Task Upload_NoAnswer_HasATimeOutOfItsOwn()
    {
        await using var server = new RawServer(connection => connection.StallAsync());
        var options = Connecting.Options(server.Address, timeoutMilliseconds: 100) with
        {
            UploadTimeout = TimeSpan.FromMilliseconds(250),
        };
        using var link = new Link(options);

        var upload = await link.UploadAsync(10);
        var other = await link.GetAsync();

        Assert.Equal((Outcome.TimedOut, Outcome.TimedOut), (upload.Outcome, other.Outcome));
        Assert.Equal("no complete answer within 0.25 s", upload.Detail);
        Assert.Equal("no complete answer within 0.1 s", other.Detail);
    }

    [Fact]
    public async Task Download_StillRunningAtTheTimeOut_IsTimedOutWithWhatCame()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true)
            {
                await connection.SendAsync("drop");
                await connection.PauseAsync(10);
            }
        });
        using var link = new Link(server.Address, timeoutMilliseconds: 150);

        var response = await link.DownloadAsync();

        Assert.Equal(Outcome.TimedOut, response.Outcome);
        Assert.Equal(200, response.Status);
        Assert.InRange(response.BytesReceived, 4, 999);
    }

    [Fact]
    public async Task Get_Interrupted_IsToldFromATimeOut()
    {
        await using var server = new RawServer(connection => connection.StallAsync());
        using var interrupt = new CancellationTokenSource();
        using var link = new Link(Connecting.Options(server.Address), interrupt: interrupt.Token);

        var request = link.GetAsync();
        await interrupt.CancelAsync();
        var response = await request;

        Assert.Equal(Outcome.Interrupted, response.Outcome);
        Assert.Null(response.Detail);
        Assert.Equal(Outcome.Interrupted, (await link.GetAsync()).Outcome);
    }

    [Fact]
    public async Task Get_AfterATimeOut_HasAllItsTimeAgain()
    {
        await using var server = new RawServer(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.StallAsync();
            }

            await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, Good);
        });
        using var link = new Link(server.Address, timeoutMilliseconds: 300);

        Assert.Equal(Outcome.TimedOut, (await link.GetAsync()).Outcome);
        Assert.Equal(Outcome.Success, (await link.GetAsync()).Outcome);
    }
}
