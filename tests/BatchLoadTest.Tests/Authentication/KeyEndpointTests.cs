using System.Text;
using System.Text.Json;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Authentication;

public sealed class KeyEndpointTests
{
    private const string Path = "/admin/api/v1/users/current/api-keys";
    private static readonly KeyOptions Options = new() { Username = "admin", Password = "hunter2-and-more" };

    [Fact]
    public async Task CreateAsync_Basic_SendsWhatTheContractSays()
    {
        using var desk = new KeyDesk(Options, Created);

        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        var request = Assert.Single(desk.Service.Requests);
        Assert.Equal("POST " + Path, request.Line);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:hunter2-and-more"));
        Assert.Contains("Authorization: Basic " + basic, request.Headers, StringComparison.Ordinal);
        Assert.Contains("application/json", request.Headers, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            ["name", "description", "purpose", "requests_per_second", "burst_size"],
            body.RootElement.EnumerateObject().Select(member => member.Name),
            StringComparer.Ordinal
        );
        Assert.Equal("load-test-run-1", body.RootElement.GetProperty("name").GetString());
        Assert.Equal("realtime", body.RootElement.GetProperty("purpose").GetString());
        Assert.Equal(0, body.RootElement.GetProperty("requests_per_second").GetInt32());
        Assert.Equal("Bearer sk-created", key.Authorization);
        Assert.Equal("key-1", key.Id);
        Assert.True(key.IsCreated);
        Assert.Equal([Step.Key], desk.Sink.Steps);
        Assert.Equal("***", desk.Redactor.Redact("sk-created"));
    }

    [Fact]
    public async Task CreateAsync_ASecondKey_HasAnotherName()
    {
        using var desk = new KeyDesk(Options, Created);
        await desk.Basic.ObtainAsync(CancellationToken.None);
        await desk.Basic.ObtainAsync(CancellationToken.None);

        Assert.Contains("\"load-test-run-1\"", desk.Service.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"load-test-run-1-2\"", desk.Service.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        409,
        """{"message":"a key with that name exists","resource":"api_key"}""",
        "a key with that name exists"
    )]
    [InlineData(
        401,
        "wrong password hunter2-and-more",
        "wrong password ***; if user and password (BASIC_AUTH_USERNAME, BASIC_AUTH_PASSWORD) are right, the service may take no HTTP Basic there: try --auth login"
    )]
    [InlineData(403, "", "Forbidden")]
    [InlineData(404, "no such page", "no such page")]
    public async Task CreateAsync_Refused_SaysWhereAndTheServersWordsWithoutSecrets(
        int status,
        string body,
        string words
    )
    {
        using var desk = new KeyDesk(Options, () => Answer.Text(status, body));

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Basic.ObtainAsync(CancellationToken.None).WaitAsync(Eventually.Patience)
        );

        Assert.Equal($"cannot create an API key at http://service.test{Path}: HTTP {status}: {words}", refusal.Message);
        Assert.Single(desk.Service.Requests);
        Assert.Equal(Outcome.HttpStatus, Assert.Single(desk.Sink.Measurements).Outcome);
    }

    [Theory]
    [InlineData("""{"id":"key-1"}""")]
    [InlineData("""{"key":""}""")]
    [InlineData("""{"key":null}""")]
    [InlineData("""["sk-created"]""")]
    [InlineData("sk-created")]
    public async Task CreateAsync_AnswerWithoutAKey_IsRefusedWithoutShowingTheBody(string body)
    {
        using var desk = new KeyDesk(Options, () => Answer.Json(body, 201));

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Basic.ObtainAsync(CancellationToken.None)
        );

        Assert.DoesNotContain("sk-created", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.MalformedBody, Assert.Single(desk.Sink.Measurements).Outcome);
    }

    [Fact]
    public async Task CreateAsync_Overloaded_TriesAgainWhenTheServiceSays()
    {
        using var desk = new KeyDesk(
            Options,
            () => Answer.RetryAfter(429, "7"),
            () => Answer.Text(503),
            () => Answer.RetryAfter(503, "2"),
            Created
        );
        var start = desk.Clock.GetUtcNow();

        var creating = desk.Basic.ObtainAsync(CancellationToken.None);
        foreach (var milliseconds in (int[])[7_000, 500, 2_000])
        {
            desk.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds) - TimeSpan.FromTicks(1));
            Assert.False(creating.IsCompleted);
            desk.Clock.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal("key-1", (await creating.ResultAsync()).Id);
        Assert.Equal([0, 7, 7.5, 9.5], desk.Service.Requests.Select(request => (request.At - start).TotalSeconds));
        // The same name: nothing was created before.
        Assert.All(
            desk.Service.Requests,
            request => Assert.Contains("\"load-test-run-1\"", request.Body, StringComparison.Ordinal)
        );
        Assert.Equal([429, 503, 503, 200], desk.Sink.Measurements.Select(each => each.Status));
        Assert.All(desk.Sink.Measurements, each => Assert.Equal(TimeSpan.Zero, each.Latency));
    }

    [Fact]
    public async Task CreateAsync_OverloadedForGood_GivesUp()
    {
        using var desk = new KeyDesk(Options, () => Answer.RetryAfter(503, "0", "still starting"));

        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() =>
            desk.Basic.ObtainAsync(CancellationToken.None).WaitAsync(Eventually.Patience)
        );

        Assert.Contains("HTTP 503: still starting", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(4, desk.Service.Requests.Count);
    }

    [Fact]
    public async Task CreateAsync_CancelledWhileWaiting_Ends()
    {
        using var desk = new KeyDesk(Options, () => Answer.RetryAfter(429, "20"));
        using var stop = new CancellationTokenSource();
        var creating = desk.Basic.ObtainAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
    }

    [Fact]
    public async Task DeleteAsync_CreatedKey_IsDeletedByItsIdAndNotMeasured()
    {
        using var desk = new KeyDesk(
            Options,
            () => Answer.Json("""{"key":"sk-created","id":"a/b"}"""),
            () => Answer.Text(204)
        );
        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        Assert.Null(await desk.Basic.DeleteAsync(key, CancellationToken.None));
        Assert.Equal($"DELETE {Path}/a%2Fb", desk.Service.Requests[1].Line);
        Assert.Contains("Authorization: Basic ", desk.Service.Requests[1].Headers, StringComparison.Ordinal);
        Assert.Single(desk.Sink.Measurements);
    }

    [Fact]
    public async Task DeleteAsync_Refused_SaysWhy()
    {
        using var desk = new KeyDesk(
            Options,
            [Created, .. Enumerable.Repeat(() => Answer.Text(500, "database is down"), 10)]
        );
        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        var deleting = desk.Basic.DeleteAsync(key, CancellationToken.None);
        // Tried a few times.
        for (var second = 0; second < 60 && !deleting.IsCompleted; second++)
        {
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("http_500 database is down", await deleting);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task DeleteAsync_GoneAlready_IsAsGood(int status)
    {
        using var desk = new KeyDesk(Options, Created, () => Answer.Text(status, "no such key"));
        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        Assert.Null(await desk.Basic.DeleteAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task DeleteAsync_KeyWithoutId_CannotBeDeletedAndSaysSo()
    {
        using var desk = new KeyDesk(Options, () => Answer.Json("""{"key":"sk-created"}"""));
        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        Assert.Equal("the service gave the key no id", await desk.Basic.DeleteAsync(key, CancellationToken.None));
        Assert.Single(desk.Service.Requests);
    }

    [Fact]
    public async Task DeleteAsync_AnsweredThatItIsNotDeleted_SaysSo()
    {
        using var desk = new KeyDesk(Options, Created, () => Answer.Json("""{"id":"key-1","deleted":false}"""));
        var key = await desk.Basic.ObtainAsync(CancellationToken.None);

        var problem = await desk.Basic.DeleteAsync(key, CancellationToken.None);

        Assert.Contains("not deleted", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteLostAsync_KeyIsCreatedAfterItWasCut_IsFoundAndDeleted()
    {
        using var desk = new KeyDesk(
            Options,
            () => Answer.Text(504),
            () => Answer.Json("""{"data":[]}"""),
            () => Answer.Json("""{"data":[{"id":"key-1","name":"load-test-run-1"}]}"""),
            () => Answer.Text(204)
        );

        Assert.Empty(await DeleteLostAsync(desk));

        Assert.Equal($"DELETE {Path}/key-1", desk.Service.Requests[^1].Line);
    }

    [Fact]
    public async Task DeleteLostAsync_KeyNeverTurnsUp_SaysThatItMayExist()
    {
        using var desk = new KeyDesk(Options, () => Answer.Text(504), () => Answer.Json("""{"data":[]}"""));

        var problem = Assert.Single(await DeleteLostAsync(desk));

        Assert.StartsWith("API key load-test-run-1 may exist: ", problem, StringComparison.Ordinal);
        Assert.True(desk.Service.Requests[^1].At - desk.Service.Requests[0].At >= LateCreation.Patience);
    }

    [Fact]
    public async Task DeleteLostAsync_AnsweredWithAFailure_LooksOnce()
    {
        using var desk = new KeyDesk(Options, () => Answer.Text(500), () => Answer.Json("""{"data":[]}"""));

        Assert.Empty(await DeleteLostAsync(desk));

        Assert.Equal(2, desk.Service.Requests.Count);
    }

    [Fact]
    public async Task Log_WholeLife_ShowsNoSecret()
    {
        using var desk = new KeyDesk(Options, () => Answer.RetryAfter(503, "0"), Created, () => Answer.Text(204));
        var key = await desk.Basic.ObtainAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        await desk.Basic.DeleteAsync(key, CancellationToken.None);

        Assert.Equal(3, desk.Logger.Lines.Count);
        Assert.All(desk.Logger.Lines, line => Assert.Equal(line, desk.Redactor.Redact(line)));
        Assert.DoesNotContain("sk-", $"{key} {Options}", StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{key} {Options}", StringComparison.Ordinal);
    }

    // The run ends when its first try was sent.
    private static async Task<IReadOnlyList<string>> DeleteLostAsync(KeyDesk desk)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            desk.Basic.ObtainAsync(new CancellationToken(canceled: true))
        );
        var deleting = desk.Basic.DeleteLostAsync(CancellationToken.None);
        while (!deleting.IsCompleted)
        {
            desk.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1);
        }

        return await deleting;
    }

    private static HttpResponseMessage Created() =>
        Answer.Json("""{"id":"key-1","key":"sk-created","purpose":"realtime"}""");
}
