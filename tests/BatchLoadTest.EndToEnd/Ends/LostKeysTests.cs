using System.Text.Json;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>
/// An API key that may be at the service, since its creation was not answered or nobody was there to delete it.
/// </summary>
public sealed class LostKeysTests : IDisposable
{
    private const int Users = CleaningRun.Users;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(nameof(Meddling.Cut))]
    [InlineData(nameof(Meddling.Truncate))]
    [InlineData(nameof(Meddling.Malform))]
    [InlineData(nameof(Meddling.ServerError))]
    public async Task AnswerToTheKeysCreationIsLost_KeyIsFoundAndDeleted(string what)
    {
        await using var mock = await StartMockAsync("--batch-duration", "100ms");
        var asked = 0;
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                request.StartsWith("POST /admin/", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1
                    ? Enum.Parse<Meddling>(what)
                    : Meddling.Nothing
        );
        await using var program = Start(way.Address, "--iterations", "5", "--poll-interval", "100ms");
        await program.EndAsync();

        Assert.True(Created(await mock.CountsAsync()) >= 1);
        await LeftNothingAsync(mock);
    }

    [Fact]
    public async Task AnswerToTheKeysCreationIsLostAndKeysCannotBeListed_SaysThatItMayExist()
    {
        await using var mock = await StartMockAsync("--batch-duration", "100ms");
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                request.StartsWith("POST /admin/", StringComparison.Ordinal) ? Meddling.Malform
                : request.StartsWith("GET /admin/", StringComparison.Ordinal) ? Meddling.ServerError
                : Meddling.Nothing
        );
        await using var program = Start(way.Address);
        var result = await program.EndAsync();

        result.ExitedWith(3);
        Assert.Matches(
            @"API key load-test-\S+ may exist: its creation was not answered \(malformed_body",
            result.OneLine
        );
        var left = await LeftBehind.AtAsync(mock);
        Assert.Equal(1, left.Keys);
        LeftBehind.ToldIn(folder.File("out")).Is(left);
    }

    [Fact]
    public async Task KeyIsOnTheListByNameWhileItRuns_ReportOfAKilledRunNamesIt()
    {
        await using var mock = await StartMockAsync("--batch-duration", "1h");
        await using (var program = Start(mock.Address))
        {
            await mock.HasBatchesAsync(Users);
            program.Signal("KILL");
            await program.EndAsync();
        }

        Assert.Equal(1, LeftBehind.ToldIn(folder.File("out")).Keys);
        var report = await BuiltProgram.RunAsync(folder.Path, null, "report", "out");
        Assert.Matches(@"API key load-test-\S+ may still be at the service \(not-removed\.txt\)", report.OneLine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KeyCreationIsPending_SignalEndsItAndSaysSo(bool isRefused)
    {
        await using var service = isRefused
            ? RawServer.Always("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n")
            : new RawServer(async connection =>
            {
                // Takes the request and says nothing until the client has gone.
                await connection.ReadRequestAsync();
                await connection.ReadRequestAsync();
            });
        await using var program = Start(service.Address.ToString(), "--timeout", "5m");
        var begin = TimeProvider.System.GetTimestamp();
        while (service.Heads.Count == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Eventually.Patience, "never asked for a key");
            await Task.Delay(20);
        }

        if (isRefused)
        {
            await program.SaysAsync("trying again in 30 s");
        }

        program.Signal("TERM");
        var result = await program.EndAsync();

        result.ExitedWith(143);
        Assert.Contains(
            "the run ended before there was an API key; the last try: ",
            result.OneLine,
            StringComparison.Ordinal
        );
        if (isRefused)
        {
            Assert.Contains("the last try: http_429", result.OneLine, StringComparison.Ordinal);
            Assert.Equal(0, LeftBehind.ToldIn(folder.File("out")).Keys);
        }
        else
        {
            Assert.Matches(
                @"API key load-test-\S+ may exist: its creation was not answered \(interrupted",
                result.OneLine
            );
            Assert.Equal(1, LeftBehind.ToldIn(folder.File("out")).Keys);
        }
    }

    private static Task<MockProcess> StartMockAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", LeftBehind.Key, .. args]);

    private static long Created(JsonElement counts) => counts.GetProperty("keys").GetProperty("created").GetInt64();

    private Task LeftNothingAsync(MockProcess mock) => LeftBehind.AssertNothingAsync(mock, folder.File("out"));

    private BuiltProgram Start(string host, params string[] more) => CleaningRun.Start(folder.Path, host, more);
}
