using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Tests.BatchApi;

/// <summary>Where the time of a request went: its phases, which add up to its latency.</summary>
public sealed class RequestPhasesTests : IDisposable
{
    private const int Pause = 60;

    private readonly TestCertificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Fact]
    public async Task FirstRequest_Connects_AndTheNextOneDoesNot()
    {
        await using var server = new RawServer(async connection =>
        {
            for (var number = 0; number < 2; number++)
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync(200, """{"id":"file-1"}""");
            }
        });
        using var link = new Link(server.Address);

        var (first, second) = (await link.GetAsync(), await link.GetAsync());

        Assert.True(first.Phases.Connecting > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, first.Phases.Securing);
        Assert.Equal(default, second.Phases);
        AssertAddsUp(first);
        AssertAddsUp(second);
    }

    [Fact]
    public async Task SlowFirstByteAndSlowBody_AreToldApart()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.PauseAsync(Pause);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n");
            await connection.PauseAsync(3 * Pause);
            await connection.SendAsync("""{"id":"file-1"}""");
        });
        using var link = new Link(server.Address);

        var phases = Counted(await link.GetAsync());

        // The timer's clock may be a few milliseconds behind.
        Assert.True(phases[RequestPhase.Waiting].MinTicks >= TimeSpan.FromMilliseconds(Pause - 10).Ticks);
        Assert.True(phases[RequestPhase.Receiving].MinTicks >= TimeSpan.FromMilliseconds((3 * Pause) - 10).Ticks);
    }

    [Fact]
    public async Task Tls_IsApartFromConnecting()
    {
        await using var server = await WebServer.StartAsync(
            context => context.Response.WriteAsync("""{"id":"file-1"}"""),
            certificate: certificates.Server
        );
        using var link = new Link(Connecting.Options(server.Address) with { Insecure = true });

        var response = await link.GetAsync();

        Assert.True(response.IsSuccess, response.Detail);
        Assert.True(response.Phases.Connecting > TimeSpan.Zero);
        Assert.True(response.Phases.Securing > TimeSpan.Zero);
        AssertAddsUp(response);
    }

    [Fact]
    public async Task Upload_ToASlowReader_IsSending()
    {
        const int Large = 40_000_000;
        await using var server = new RawServer(async connection =>
        {
            await connection.PauseAsync(3 * Pause);
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, """{"id":"file-1"}""");
        });
        using var link = new Link(server.Address, 60_000);

        var response = await link.UploadAsync(Large);

        Assert.True(response.IsSuccess, response.Detail);
        Assert.True(response.Phases.Sending >= TimeSpan.FromMilliseconds(Pause));
        AssertAddsUp(response);
    }

    [Fact]
    public void LateStartOfAnOpenLoad_IsNoWaitForTheService()
    {
        var phases = new PhaseCounters();
        phases.Add(
            Measure.Of(milliseconds: 1_010) with
            {
                TimeToFirstByte = TimeSpan.FromMilliseconds(1_007),
                Phases = new PhaseTimes(TimeSpan.FromMilliseconds(2), TimeSpan.Zero, TimeSpan.Zero)
                {
                    StartDelay = TimeSpan.FromMilliseconds(1_000),
                },
            }
        );

        Assert.Equal(TimeSpan.FromMilliseconds(1_000).Ticks, phases[RequestPhase.Blocked].MaxTicks);
        Assert.Equal(TimeSpan.FromMilliseconds(5).Ticks, phases[RequestPhase.Waiting].MaxTicks);
        Assert.Equal(TimeSpan.FromMilliseconds(3).Ticks, phases[RequestPhase.Receiving].MaxTicks);
    }

    private static PhaseCounters Counted<T>(ApiResponse<T> response)
        where T : class
    {
        var phases = new PhaseCounters();
        phases.Add(response.ToMeasurement(Step.Verify, response.Outcome));
        return phases;
    }

    private static void AssertAddsUp<T>(ApiResponse<T> response)
        where T : class
    {
        var phases = Counted(response);
        var sum = RequestPhases.All.Aggregate(0L, (all, phase) => all + (long)phases[phase].SumTicks);
        Assert.Equal(response.Latency.Ticks, sum);
    }
}
