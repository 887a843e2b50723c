using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Download_ContentElsewhere_IsFollowedWithoutTheKey(int status)
    {
        var heads = new List<string>();
        await using var store = new RawServer(async connection =>
        {
            heads.Add(await connection.ReadRequestAsync());
            await connection.AnswerAsync(200, "content");
        });
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(status, "", $"Location: {store.Address}a?X-Signature=s\r\n");
        });
        using var link = new Link(
            Connecting.Options(server.Address, 10_000) with
            {
                Headers = [KeyValuePair.Create("X-Api-Key", "sk-other")],
            }
        );

        var response = await link.Client.DownloadAsync("file-1", new TextConsumer(), "Bearer sk-key").ResultAsync();

        Assert.Equal(("content", 1, 200), (response.Value?.Text, response.Redirects, response.Status));
        var head = Assert.Single(heads);
        Assert.StartsWith("GET /a?X-Signature=s HTTP/1.1", head, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", head, StringComparison.Ordinal);
        Assert.Contains("User-Agent: batch-load-test", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_ElsewhereOnTheSameOrigin_TakesTheKeyAlong()
    {
        var heads = new List<string>();
        await using var server = new RawServer(async connection =>
        {
            while (true)
            {
                var head = await connection.ReadRequestAsync();
                heads.Add(head);
                await (
                    head.StartsWith("GET /moved", StringComparison.Ordinal)
                        ? connection.AnswerAsync(200, "content")
                        : connection.AnswerAsync(302, "", "Location: /moved\r\n")
                );
            }
        });
        using var link = new Link(server.Address);

        var response = await link.Client.DownloadAsync("file-1", new TextConsumer(), "Bearer sk-key").ResultAsync();

        Assert.Equal(("content", 1), (response.Value?.Text, response.Redirects));
        Assert.Contains("Authorization: Bearer sk-key", heads[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_RedirectedWithoutEnd_FailsAfterFive()
    {
        var asked = 0;
        await using var server = new RawServer(async connection =>
        {
            while (true)
            {
                await connection.ReadRequestAsync();
                asked++;
                await connection.AnswerAsync(302, "", "Location: /again?secret=1\r\n");
            }
        });
        using var link = new Link(server.Address);

        var response = await link.DownloadAsync();

        Assert.Equal((Outcome.HttpStatus, 302, 5, 6), (response.Outcome, response.Status, response.Redirects, asked));
        Assert.Equal("more than 5 redirects, perhaps in a circle; the last one to /again", response.Detail);
    }

    [Fact]
    public async Task Get_RedirectOfAnObject_IsAFailureThatNamesTheTarget()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(302, "", "Location: /elsewhere?secret=1\r\n");
        });
        using var link = new Link(server.Address);

        var response = await link.GetAsync();

        Assert.Equal((302, 0), (response.Status, response.Redirects));
        Assert.Equal("redirect to /elsewhere", response.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Location: \r\n")]
    public async Task Download_RedirectWithoutATarget_SaysSo(string location)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(302, "", location);
        });
        using var link = new Link(server.Address);

        var response = await link.DownloadAsync();

        Assert.Equal("redirect that does not say where to (no Location)", response.Detail);
    }

    [Fact]
    public async Task Download_RedirectToADeadHost_NamesIt()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(302, "", "Location: http://u:secret@127.0.0.1:1/x?sig=secret\r\n");
        });
        using var link = new Link(server.Address);

        var response = await link.DownloadAsync();

        Assert.Equal((Outcome.ConnectionRefused, 1), (response.Outcome, response.Redirects));
        Assert.StartsWith("after a redirect to http://127.0.0.1:1: ", response.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", response.Detail, StringComparison.Ordinal);
    }
}
