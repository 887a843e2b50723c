using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;

namespace BatchLoadTest.Tests.MockServer;

public sealed class FaultTests
{
    [Fact]
    public async Task OverTheRateLimit_Requests_GetA429WithRetryAfter_UntilTimePasses()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { RateLimit = 3, RetryAfter = TimeSpan.FromSeconds(1.5) }
        );
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync("files"));
        }

        using var refused = await mock.Http.GetAsync($"{mock.Api}/files");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("too_many_requests", MockService.Text(await MockService.JsonAsync(refused), "error"));

        mock.Time.Advance(TimeSpan.FromSeconds(0.34));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync("files"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await mock.StatusAsync("files"));
    }

    [Fact]
    public async Task FailRate_FailsAboutThatShare_TheSameInEveryRun()
    {
        var first = await StatusesAsync(seed: 7);
        var second = await StatusesAsync(seed: 7);
        var other = await StatusesAsync(seed: 8);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(status => status != HttpStatusCode.OK), 60, 140);
        Assert.Contains(HttpStatusCode.InternalServerError, first);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, first);
    }

    [Fact]
    public async Task A503_SaysWhenToComeBack()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { FailRate = 1 });
        var retryAfters = new List<TimeSpan?>();
        for (var i = 0; i < 20; i++)
        {
            using var answer = await mock.Http.GetAsync($"{mock.Api}/files");
            retryAfters.Add(
                answer.StatusCode == HttpStatusCode.ServiceUnavailable ? answer.Headers.RetryAfter?.Delta : null
            );
        }

        Assert.Contains(TimeSpan.FromSeconds(1), retryAfters);
    }

    [Fact]
    public async Task TheAdminPages_AreNeverFailedOrLimited()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { FailRate = 1, RateLimit = 1 });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ok", await mock.Http.GetStringAsync("/mock/healthz"));
        }
    }

    [Fact(Timeout = 10_000)]
    public async Task Latency_IsAddedByTheClock()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Latency = TimeSpan.FromHours(1), LatencyJitter = TimeSpan.FromMinutes(1) }
        );
        var answer = mock.StatusAsync("files");
        while (mock.Host.Counts().Requests["files.list"] == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        mock.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(answer.IsCompleted);
        // Again and again, since the request may be counted a moment before its timer is set.
        while (!answer.IsCompleted)
        {
            mock.Time.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public async Task RowFailures_AreTheSameInCountsAndFiles(double rate)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Flavour = MockFlavour.OpenAI, RowFailRate = rate }
        );
        for (var rows = 1; rows <= 64; rows *= 4)
        {
            var batch = await mock.EndedAsync(await mock.CreatedAsync(rows));
            var counts = batch.GetProperty("request_counts");
            var output = await LinesAsync(mock, batch, "output_file_id");
            var errors = await LinesAsync(mock, batch, "error_file_id");

            Assert.Equal(counts.GetProperty("completed").GetInt32(), output.Count);
            Assert.Equal(counts.GetProperty("failed").GetInt32(), errors.Count);
            Assert.Equal(
                Enumerable.Range(0, rows).Select(i => $"row-{i}").Order(StringComparer.Ordinal),
                MockService.Ids(output.Concat(errors)).Order(StringComparer.Ordinal)
            );
            Assert.InRange(errors.Count, Math.Floor(rows * rate), Math.Ceiling(rows * rate));
        }
    }

    [Fact]
    public async Task OutputErrors_AreCountedAsCompleted_ThoughTheirStatusIsNot2xx()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { OutputErrorRate = 0.25 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(8));
        var lines = await mock.LinesAsync(MockService.Text(batch, "output_file_id"));

        Assert.Equal(0, batch.GetProperty("request_counts").GetProperty("failed").GetInt32());
        Assert.Equal(8, lines.Count);
        Assert.Equal(2, lines.Count(line => line.GetProperty("response").GetProperty("status_code").GetInt32() == 400));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task BatchFailRate_FailsABatch_WithItsErrors(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { Flavour = flavour, BatchFailRate = 1 }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(3));

        Assert.Equal("failed", MockService.Text(batch, "status"));
        Assert.Equal(JsonValueKind.Number, batch.GetProperty("failed_at").ValueKind);
        Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task OptionsThatCannotBe_AreAllNamedAtOnce()
    {
        var options = new MockServerOptions { FailRate = 2, RateLimit = -1 };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            MockServerHost.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken)
        );

        Assert.Contains("FailRate", refused.Message, StringComparison.Ordinal);
        Assert.Contains("RateLimit", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> LinesAsync(MockService mock, JsonElement batch, string member) =>
        batch.GetProperty(member).GetString() is { } file ? await mock.LinesAsync(file) : [];

    private static async Task<List<HttpStatusCode>> StatusesAsync(int seed)
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { FailRate = 0.2, Seed = seed });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 500; i++)
        {
            statuses.Add(await mock.StatusAsync("files"));
        }

        return statuses;
    }
}
