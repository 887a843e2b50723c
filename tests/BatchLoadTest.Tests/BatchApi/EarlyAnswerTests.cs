using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class EarlyAnswerTests
{
    private const int Large = 20_000_000;
    private const string TooLarge = "HTTP/1.1 413 Too Large\r\nContent-Length: 19\r\n\r\nfile is over 10 MB.";
    private const string Good = """{"id":"file-1"}""";

    public enum Afterwards
    {
        Reset,
        Close,
        StopReading,
        ReadOn,
    }

    [Theory]
    [InlineData(0, Afterwards.Reset, false)]
    [InlineData(0, Afterwards.Reset, true)]
    [InlineData(100, Afterwards.Reset, false)]
    [InlineData(100, Afterwards.Reset, true)]
    [InlineData(0, Afterwards.Close, false)]
    [InlineData(0, Afterwards.Close, true)]
    [InlineData(100, Afterwards.Close, false)]
    [InlineData(100, Afterwards.Close, true)]
    [InlineData(0, Afterwards.StopReading, false)]
    [InlineData(0, Afterwards.StopReading, true)]
    [InlineData(100, Afterwards.StopReading, false)]
    [InlineData(100, Afterwards.StopReading, true)]
    [InlineData(0, Afterwards.ReadOn, false)]
    [InlineData(0, Afterwards.ReadOn, true)]
    [InlineData(100, Afterwards.ReadOn, false)]
    [InlineData(100, Afterwards.ReadOn, true)]
    public async Task Upload_RefusedWhileBeingSent_IsThatRefusal(
        int pause,
        Afterwards afterwards,
        bool onAUsedConnection
    )
    {
        await using var server = Refusing(pause, afterwards, onAUsedConnection);
        using var link = new Link(server.Address, timeoutMilliseconds: 20_000);
        if (onAUsedConnection)
        {
            Assert.True((await link.GetAsync()).IsSuccess);
        }

        var response = await link.UploadAsync(Large);

        Assert.Equal(Outcome.HttpStatus, response.Outcome);
        Assert.Equal(413, response.Status);
        Assert.Equal("file is over 10 MB.", response.Detail);
        // What follows finds a connection that works, whatever it is.
        Assert.Equal((Outcome.Success, null), Ending(await link.GetAsync()));
        Assert.Equal((Outcome.Success, null), Ending(await link.UploadAsync(100)));
        Assert.Equal((Outcome.Success, null), Ending(await link.UploadAsync(Large)));
    }

    [Fact]
    public async Task Upload_ResetWithoutAnAnswer_IsReset()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ResetAsync();
        });
        using var link = new Link(server.Address, timeoutMilliseconds: 20_000);

        var response = await link.UploadAsync(Large);

        Assert.Equal(Outcome.ConnectionReset, response.Outcome);
        Assert.Equal(0, response.Status);
        Assert.Equal(0, response.BytesSent);
    }

    [Fact]
    public async Task Upload_NobodyReads_IsTimedOut()
    {
        await using var server = new RawServer(connection => connection.StallAsync());
        using var link = new Link(server.Address, timeoutMilliseconds: 200);

        Assert.Equal(Outcome.TimedOut, (await link.UploadAsync(Large)).Outcome);
    }

    [Fact]
    public async Task Upload_InterruptedWhileNobodyReads_IsInterrupted()
    {
        await using var server = new RawServer(connection => connection.StallAsync());
        using var interrupt = new CancellationTokenSource();
        using var link = new Link(Connecting.Options(server.Address), interrupt: interrupt.Token);

        var upload = link.UploadAsync(Large);
        await interrupt.CancelAsync();

        Assert.Equal(Outcome.Interrupted, (await upload).Outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    public async Task Upload_InterimAnswerWhileBeingSent_IsNoRefusal(string interim)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.PauseAsync(50);
            await connection.SendAsync(interim);
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(200, Good);
            await connection.UntilClosedAsync();
        });
        using var link = new Link(server.Address, timeoutMilliseconds: 20_000);

        Assert.True((await link.UploadAsync(Large)).IsSuccess);
    }

    private static (Outcome Outcome, string? Detail) Ending<T>(in ApiResponse<T> response)
        where T : class => (response.Outcome, response.Detail);

    private static RawServer Refusing(int pause, Afterwards afterwards, bool onAUsedConnection) =>
        new(async connection =>
        {
            if (connection.Number == 1)
            {
                if (onAUsedConnection)
                {
                    await connection.ReadRequestAsync();
                    await connection.AnswerAsync(200, Good);
                }

                var head = await connection.ReadHeadAsync();
                await connection.PauseAsync(pause);
                await connection.SendAsync(TooLarge);
                if (afterwards != Afterwards.ReadOn)
                {
                    await EndAsync(connection, afterwards);
                    return;
                }

                await connection.ReadBodyAsync(head);
            }

            while (await connection.ReadRequestAsync() is { Length: > 0 })
            {
                await connection.AnswerAsync(200, Good);
            }
        });

    private static Task EndAsync(RawConnection connection, Afterwards afterwards) =>
        afterwards switch
        {
            Afterwards.Reset => connection.ResetAsync(),
            Afterwards.StopReading => connection.StallAsync(),
            _ => Task.CompletedTask,
        };
}
