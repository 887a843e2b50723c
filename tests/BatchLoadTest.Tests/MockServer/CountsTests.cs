using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class CountsTests
{
    [Fact]
    public async Task EveryRequest_IsCountedByItsKindAndStatus()
    {
        await using var mock = await MockService.StartAsync();
        var file = await mock.UploadedAsync(MockService.Rows(3));
        await mock.StatusAsync($"files/{file}");
        await mock.StatusAsync($"files/{file}/content");
        var id = await mock.CreatedAsync(file);
        var batch = await mock.EndedAsync(id);
        await mock.LinesAsync(MockService.Text(batch, "output_file_id"));
        await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        await mock.StatusAsync($"files/{Guid.NewGuid()}");
        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        await mock.StatusAsync("nowhere");
        using var unauthorised = await mock.Http.PostAsync("/admin/api/v1/users/current/api-keys", null);
        await mock.Http.GetStringAsync("/mock/healthz");

        var counts = mock.Host.Counts();

        Assert.Equal(1, counts.Requests["files.upload"]);
        Assert.Equal(2, counts.Requests["files.metadata"]);
        Assert.Equal(1, counts.Requests["files.content"]);
        Assert.Equal(1, counts.Requests["files.output_content"]);
        Assert.Equal(1, counts.Requests["files.error_content"]);
        Assert.Equal(1, counts.Requests["files.delete"]);
        Assert.Equal(1, counts.Requests["batches.create"]);
        Assert.Equal(1, counts.Requests["batches.get"]);
        Assert.Equal(1, counts.Requests["keys.create"]);
        Assert.Equal(1, counts.Requests["other"]);
        Assert.Equal(0, counts.Requests["login"]);
        Assert.Equal(11, counts.Requests.Values.Sum());
        Assert.Equal(11, counts.Statuses.Values.Sum(statuses => statuses.Values.Sum()));
        Assert.Equal(1, counts.Statuses["files.upload"][201]);
        Assert.Equal(1, counts.Statuses["files.metadata"][200]);
        Assert.Equal(1, counts.Statuses["files.metadata"][404]);
        Assert.Equal(1, counts.Statuses["keys.create"][401]);
    }

    [Fact]
    public async Task Batches_AreCountedByHowTheyEnded_AlsoWhenTheyAreGone()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { RowFailRate = 0.5 });
        var deleted = await mock.UploadedAsync(MockService.Rows(4));
        await mock.EndedAsync(await mock.CreatedAsync(deleted));
        using var deletion = await mock.Http.DeleteAsync($"{mock.Api}/files/{deleted}");
        var cancelled = await mock.CreatedAsync(2);
        using var cancel = await mock.Http.PostAsync($"{mock.Api}/batches/{cancelled}/cancel", null);
        mock.Time.Advance(TimeSpan.FromMinutes(1));
        await mock.CreatedAsync(10);

        var counts = mock.Host.Counts();

        Assert.Equal(
            new MockBatchCounts(Created: 3, Completed: 1, Failed: 0, Expired: 0, Cancelled: 1),
            counts.Batches
        );
        Assert.Equal(new MockRowCounts(Input: 16, Succeeded: 2, Failed: 2), counts.Rows);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task ALateBatch_CountsAsExpired(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Flavour = flavour, ExpireRate = 1 }
        );
        await mock.EndedAsync(await mock.CreatedAsync(4));

        Assert.Equal(1, mock.Host.Counts().Batches.Expired);
        Assert.Equal(0, mock.Host.Counts().Batches.Completed);
    }

    [Fact]
    public async Task TheCountsPage_SaysTheSameAsTheHost()
    {
        await using var mock = await MockService.StartAsync();
        await mock.CreatedAsync(3);
        var page = MockService.Parse(await mock.Http.GetStringAsync("/mock/counts"));
        var counts = mock.Host.Counts();

        Assert.Equal(counts.Requests.Count, page.GetProperty("requests").EnumerateObject().Count());
        Assert.Equal(1, page.GetProperty("requests").GetProperty("files.upload").GetInt64());
        Assert.Equal(1, page.GetProperty("statuses").GetProperty("batches.create").GetProperty("201").GetInt64());
        Assert.Equal(1, page.GetProperty("keys").GetProperty("live").GetInt64());
        Assert.Equal(1, page.GetProperty("batches").GetProperty("created").GetInt64());
        Assert.Equal(3, page.GetProperty("rows").GetProperty("input").GetInt64());
        Assert.Equal(counts.Bytes.Received, page.GetProperty("bytes").GetProperty("received").GetInt64());
        Assert.Equal(counts.Bytes.Sent, page.GetProperty("bytes").GetProperty("sent").GetInt64());
        Assert.Equal(1, page.GetProperty("max_concurrent").GetInt64());
    }

    [Fact]
    public async Task Bytes_AreThoseOfTheBodies()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { Flavour = MockFlavour.OpenAI });
        using var form = MockService.Form(new StringContent(MockService.Rows(3)));
        var sent = form.Headers.ContentLength ?? (await form.ReadAsByteArrayAsync()).Length;
        using var answer = await mock.Http.PostAsync($"{mock.Api}/files", form);
        var received = (await answer.Content.ReadAsByteArrayAsync()).Length;

        Assert.Equal(new MockByteCounts(sent, received), mock.Host.Counts().Bytes);
    }

    [Fact]
    public async Task Reset_StartsFromZero_AndForgetsWhatHadEnded()
    {
        await using var mock = await MockService.StartAsync();
        await mock.EndedAsync(await mock.CreatedAsync(3));
        var running = await mock.CreatedAsync(5);
        using var reset = await mock.Http.PostAsync("/mock/reset", null);

        Assert.Equal(0, mock.Host.Counts().Requests.Values.Sum());
        Assert.Equal(new MockBatchCounts(0, 0, 0, 0, 0), mock.Host.Counts().Batches);

        await mock.EndedAsync(running);
        Assert.Equal(1, mock.Host.Counts().Requests.Values.Sum());
        Assert.Equal(1, mock.Host.Counts().Batches.Completed);
        Assert.Equal(5, mock.Host.Counts().Rows.Succeeded);
    }

    [Fact(Timeout = 10_000)]
    public async Task AnUploadThatItsClientGivesUp_IsCountedOnce()
    {
        await using var mock = await MockService.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(mock.Host.BaseAddress.Host, mock.Host.BaseAddress.Port);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            await socket
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"POST /ai/v1/files HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer {MockService.Key}\r\n"
                            + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n"
                    )
                );
            while (mock.Host.Counts().Requests["files.upload"] == 0)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }

        while (mock.Host.Counts().Statuses.Count == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, mock.Host.Counts().Requests["files.upload"]);
        // Which status depends on what the server notices first: that the client is gone, or that its body ends early.
        Assert.Equal(1, mock.Host.Counts().Statuses["files.upload"].Values.Sum());
    }

    [Fact]
    public async Task Http2_IsServedWithPriorKnowledge()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { Http2 = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{mock.Api}/files")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", MockService.Key);
        using var answer = await mock.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpVersion.Version20, answer.Version);
    }
}
