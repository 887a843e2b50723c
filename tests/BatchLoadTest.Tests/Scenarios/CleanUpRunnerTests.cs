using System.Net.Http;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class CleanUpRunnerTests : IDisposable
{
    private static readonly Leftover[] OneFile = [new(false, "file-1")];

    private readonly FakeTimeProvider clock = new();
    private readonly CancellationTokenSource end = new();

    [Fact]
    public async Task Run_ServiceAgrees_RemovesEachThingOnce()
    {
        using var handler = new StubHandler(_ => Answer.Json("{}"), clock);

        var result = await RunAsync(handler, Things(batches: 40, files: 100));

        Assert.Equal((100, 40), (result.Files, result.Batches));
        Assert.Empty(result.Left);
        Assert.Equal(
            Enumerable
                .Range(0, 40)
                .Select(i => $"POST /ai/v1/batches/batch-{i}/cancel")
                .Concat(Enumerable.Range(0, 100).Select(i => $"DELETE /ai/v1/files/file-{i}"))
                .Order(StringComparer.Ordinal),
            handler.Requests.Select(request => request.Line).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Run_BatchesTakeLong_DeletesNoFileBeforeTheLastIsCancelled()
    {
        var cancelled = 0;
        var tooEarly = 0;
        using var handler = new StubHandler(
            async (request, cancellationToken) =>
            {
                if (request.Method == HttpMethod.Post)
                {
                    await Task.Delay(20, cancellationToken);
                    Interlocked.Increment(ref cancelled);
                }
                else if (Volatile.Read(ref cancelled) < 20)
                {
                    Interlocked.Increment(ref tooEarly);
                }

                return Answer.Json("{}");
            },
            clock
        );

        var result = await RunAsync(handler, Things(batches: 20, files: 20).AsEnumerable().Reverse());

        Assert.Equal(0, tooEarly);
        Assert.Equal((20, 20), (result.Files, result.Batches));
    }

    [Theory]
    [InlineData(false, 404, true)]
    [InlineData(false, 410, true)]
    [InlineData(false, 409, false)]
    [InlineData(false, 400, false)]
    [InlineData(false, 403, false)]
    [InlineData(true, 404, true)]
    [InlineData(true, 400, true)]
    [InlineData(true, 409, true)]
    [InlineData(true, 403, false)]
    public async Task Run_Refused_IsGoneOrLeftAtOnce(bool isBatch, int status, bool isGone)
    {
        using var handler = new StubHandler(_ => Answer.Text(status, "no"), clock);

        var result = await RunAsync(handler, [new Leftover(isBatch, "it")]);

        Assert.Single(handler.Requests);
        Assert.Equal(isGone ? 1 : 0, result.Files + result.Batches);
        Assert.Equal(isGone ? 0 : 1, result.Left.Count);
    }

    [Fact]
    public async Task Run_FailsThreeTimes_IsLeftWithItsReason()
    {
        using var handler = new StubHandler(_ => Answer.Text(500, "disk on fire"), clock);

        var result = await RunAsync(handler, OneFile);

        var (item, reason) = Assert.Single(result.Left);
        Assert.Equal(3, handler.Requests.Count);
        Assert.Equal("file file-1", item.ToString());
        Assert.Contains("500", reason, StringComparison.Ordinal);
        Assert.Contains("disk on fire", reason, StringComparison.Ordinal);
        Assert.Equal(0, result.Files);
    }

    [Fact]
    public async Task Run_FailsTwice_IsRemovedAtLast()
    {
        using var handler = StubHandler.InTurn(
            clock,
            () => Answer.Text(500),
            () => throw new HttpRequestException("reset"),
            () => Answer.Json("{}")
        );

        var result = await RunAsync(handler, OneFile);

        Assert.Equal(1, result.Files);
        Assert.Empty(result.Left);
        Assert.Equal(3, handler.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(409)]
    public async Task Run_RetryAfter_IsWaitedFor(int status)
    {
        using var handler = StubHandler.InTurn(
            clock,
            () => Answer.RetryAfter(status, "7"),
            () => Answer.RetryAfter(status, "3"),
            () => Answer.Json("{}")
        );

        var result = await RunAsync(handler, OneFile);

        var at = handler.Requests.Select(request => request.At).ToList();
        Assert.Equal(1, result.Files);
        Assert.Equal(3, at.Count);
        Assert.True(at[1] - at[0] >= TimeSpan.FromSeconds(7), $"{at[1] - at[0]}");
        Assert.True(at[2] - at[1] >= TimeSpan.FromSeconds(3), $"{at[2] - at[1]}");
    }

    [Fact]
    public async Task Run_TimeIsOver_LeavesTheRestAndSaysSo()
    {
        var requests = 0;
        using var handler = new StubHandler(
            _ =>
            {
                if (Interlocked.Increment(ref requests) == 10)
                {
                    end.Cancel();
                }

                return Answer.Json("{}");
            },
            clock
        );

        var result = await RunAsync(handler, Things(batches: 0, files: 200));

        Assert.Equal(200, result.Files + result.Left.Count);
        Assert.InRange(result.Files, 0, 9 + CleanUpRunner.Concurrency);
        Assert.All(result.Left, left => Assert.Equal("no time left", left.Reason));
        Assert.Equal(result.Left.Count, result.Left.Select(left => left.Item).Distinct().Count());
    }

    [Fact]
    public async Task Run_TimeIsOverWhileItWaits_EndsAtOnce()
    {
        var handler = new StubHandler(_ => Answer.RetryAfter(429, "3600"), clock);
        var running = StartAsync(handler, OneFile);
        await Eventually.TrueAsync(() => handler.Requests.Count == 1);

        await end.CancelAsync();

        Assert.Equal("no time left", Assert.Single((await running.ResultAsync()).Left).Reason);
    }

    [Fact]
    public async Task Run_NoKeyCanBeHad_LeavesEverythingWithTheReason()
    {
        using var handler = new StubHandler(_ => Answer.Json("{}"), clock);
        var keys = new ScriptedKeySource((_, _) => throw new KeyRefusedException("HTTP 409: name taken"));

        var result = await RunAsync(handler, Things(batches: 3, files: 3), keys);

        Assert.Equal(6, result.Left.Count);
        Assert.All(result.Left, left => Assert.Equal("HTTP 409: name taken", left.Reason));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Run_Any_SendsFewAtATimeWithTheKey()
    {
        var now = 0;
        var most = 0;
        using var handler = new StubHandler(
            async (_, cancellationToken) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Delay(5, cancellationToken);
                Interlocked.Decrement(ref now);
                return Answer.Json("{}");
            },
            clock
        );

        await RunAsync(handler, Things(batches: 0, files: 100));

        Assert.InRange(most, 1, CleanUpRunner.Concurrency);
        Assert.All(
            handler.Requests,
            request => Assert.Contains("Bearer sk-given-key", request.Headers, StringComparison.Ordinal)
        );
    }

    public void Dispose() => end.Dispose();

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static List<Leftover> Things(int batches, int files) =>
        [
            .. Enumerable.Range(0, batches).Select(i => new Leftover(true, $"batch-{i}")),
            .. Enumerable.Range(0, files).Select(i => new Leftover(false, $"file-{i}")),
        ];

    private async Task<CleanUpResult> RunAsync(
        StubHandler handler,
        IEnumerable<Leftover> items,
        IApiKeySource? keys = null
    )
    {
        var running = StartAsync(handler, items, keys);
        for (var moment = 0; moment < 5000 && !running.IsCompleted; moment++)
        {
            await Task.Delay(1);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await running.ResultAsync();
    }

    private async Task<CleanUpResult> StartAsync(
        StubHandler handler,
        IEnumerable<Leftover> items,
        IApiKeySource? keys = null
    )
    {
        var api = new BatchApiOptions { Host = Connecting.StubHost };
        using var transport = new ApiTransport(api, clock, new SecretRedactor(), handler);
        var key = new SharedApiKey(
            keys ?? new GivenKeySource("sk-given-key"),
            TimeSpan.FromSeconds(10),
            clock,
            new RecordingLogger(),
            CancellationToken.None
        );
        return await new CleanUpRunner(transport, new ApiPaths(api), key, clock).RunAsync(items, end.Token);
    }
}
