using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ApiConnectionAnswerTests
{
    private const string Good = """{"id":"file-1"}""";

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public async Task Get_AnySuccess_IsRead(int status)
    {
        await using var server = Answering(status, Good);
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.True(response.IsSuccess);
        Assert.Equal(status, response.Status);
        Assert.Equal("file-1", response.Value!.Id);
        Assert.Equal(Good.Length, response.BytesReceived);
        Assert.Null(response.Detail);
    }

    [Theory]
    [InlineData(404, "Batch not found")]
    [InlineData(500, "")]
    [InlineData(400, """{"error":{"message":"Batch not found"}}""")]
    public async Task Get_Refused_IsTheStatusWithItsWords(int status, string body)
    {
        await using var server = Answering(status, body);
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.HttpStatus, response.Outcome);
        Assert.Equal(status, response.Status);
        Assert.Equal(body.Length == 0 ? "Words" : "Batch not found", response.Detail);
        Assert.Null(response.RetryAfter);
    }

    [Fact]
    public async Task Get_Redirect_IsNotFollowedAndSaysWhereTo()
    {
        await using var server = Answering(308, "", "Location: https://elsewhere.test/login\r\n");
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(308, response.Status);
        Assert.Equal(Outcome.HttpStatus, response.Outcome);
        Assert.StartsWith("redirect to https://elsewhere.test/login", response.Detail, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Get_RetryAfter_IsPassedOn()
    {
        await using var server = Answering(429, "slow down", "Retry-After: 60\r\n");
        using var link = new Link(server.Address);

        Assert.Equal(TimeSpan.FromSeconds(60), (await link.GetAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nbusy")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n")]
    public async Task Get_RefusalWhoseWordsBreakOff_IsStillThatRefusal(string rest)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n" + rest);
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal(Outcome.HttpStatus, response.Outcome);
        Assert.Equal(503, response.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), response.RetryAfter);
    }

    [Fact]
    public async Task Get_AfterAnErrorBody_UsesTheSameConnection()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(500, new string('e', 20_000));
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, Good);
        });
        using var link = new Link(server.Address);

        Assert.Equal(500, (await link.GetAsync()).Status);
        Assert.True((await link.GetAsync()).IsSuccess);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Get_EndlessErrorBody_EndsAndIsTheRefusal()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 500 Words\r\n\r\n");
            while (true)
            {
                await connection.SendAsync(new string('e', 10_000));
            }
        });
        using var link = new Link(server.Address);

        Assert.Equal(500, (await link.GetAsync()).Status);
    }

    [Fact]
    public async Task Get_ServerPausesInTheBody_FirstByteIsBeforeLatency()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Good.Length}\r\n\r\n{Good[..5]}");
            await connection.PauseAsync(150);
            await connection.SendAsync(Good[5..]);
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.True(response.IsSuccess);
        Assert.True(response.TimeToFirstByte > TimeSpan.Zero);
        Assert.InRange((response.Latency - response.TimeToFirstByte).TotalMilliseconds, 100, 5_000);
    }

    [Fact]
    public async Task Upload_Multipart_CarriesPurposeNameAndBytes()
    {
        var seen = "";
        await using var server = new RawServer(async connection =>
        {
            seen = await connection.ReadRequestAsync();
            await connection.AnswerAsync(201, Good);
        });
        using var link = new Link(server.Address);

        var response = await link.UploadAsync(1000);

        Assert.True(response.IsSuccess, response.Detail);
        var body = seen[(seen.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Equal(body.Length, response.BytesSent);
        Assert.StartsWith("POST /ai/v1/files HTTP/1.1", seen, StringComparison.Ordinal);
        Assert.Contains(
            "Content-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n",
            body,
            StringComparison.Ordinal
        );
        Assert.Contains("name=\"file\"; filename=\"data.jsonl\"", body, StringComparison.Ordinal);
        Assert.Contains($"\r\n\r\n{new string('x', 1000)}\r\n--", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PersonsHeaders_WinOverOurs()
    {
        var seen = "";
        await using var server = new RawServer(async connection =>
        {
            seen = await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, Good);
        });
        var options = Connecting.Options(server.Address) with
        {
            Headers = [new("authorization", "Custom mine"), new("X-Team", "load"), new("User-Agent", "me/1")],
        };
        using var link = new Link(options);

        Assert.True((await link.GetAsync("Bearer ours")).IsSuccess);

        Assert.Contains("Authorization: Custom mine\r\n", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("X-Team: load\r\n", seen, StringComparison.Ordinal);
        Assert.Contains("User-Agent: me/1\r\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ours", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("batch-load-test", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ServerEchoesSecrets_TheyAreMasked()
    {
        await using var server = Answering(401, """{"error":{"message":"bad key sk-topsecret"}}""");
        var redactor = new SecretRedactor();
        redactor.Add("sk-topsecret");
        using var link = new Link(Connecting.Options(server.Address), redactor);

        Assert.Equal("bad key ***", (await link.GetAsync()).Detail);
    }

    private static RawServer Answering(int status, string body, string headers = "") =>
        new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(status, body, headers);
            await connection.UntilClosedAsync();
        });
}
