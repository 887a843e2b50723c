using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>
/// However a run ends, what is left at the service, by its own lists, is what the program says is left; and that is nothing
/// where the service can be reached.
/// </summary>
public sealed partial class CleanUpTests : IDisposable
{
    private const int Users = 5;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("keys.create", 1)]
    [InlineData("files.upload", 3)]
    [InlineData("batches.create", 3)]
    [InlineData("batches.get", 3)]
    [InlineData("files.output_content", 3)]
    [InlineData("files.output_content", 30)]
    public async Task SecondCtrlC_WhileRequestsOfAKindAreUnderWay_LeavesNothing(string kind, int number)
    {
        // Whatever is asked for takes its time: the signals come in the middle of it.
        await using var mock = await StartMockAsync("--batch-duration", "500ms", "--latency", "300ms");
        await using var program = Start(mock.Address, "--poll-interval", "100ms");
        await HasRequestsAsync(mock, kind, number);
        program.Signal("INT");
        await program.SaysAsync("Ctrl-C again");
        program.Signal("INT");

        (await program.EndAsync()).ExitedWith(130);
        await LeftNothingAsync(mock);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task OneSignal_BatchesNeverEnd_CancelsThemAndDeletesTheirPartialOutput(string signal, int exitCode)
    {
        await using var mock = await StartMockAsync("--batch-duration", "30s");
        await using var program = Start(mock.Address, "--poll-interval", "100ms", "--stop-timeout", "1s");
        await mock.HasBatchesAsync(Users);
        program.Signal(signal);
        var result = await program.EndAsync();

        result.ExitedWith(exitCode);
        Assert.Contains("5 batches cancelled", Flat(result), StringComparison.Ordinal);
        await LeftNothingAsync(mock);
    }

    [Fact]
    public async Task BehindALimiter_CleanUpSlowsDownAndLeavesNothing()
    {
        await using var mock = await StartMockAsync(
            "--batch-duration",
            "60s",
            "--rate-limit",
            "20",
            "--retry-after",
            "0s"
        );
        await using var program = Start(mock.Address, "--users", "30", "--poll-interval", "1s", "--stop-timeout", "1s");
        await mock.HasBatchesAsync(30);
        program.Signal("TERM");
        var result = await program.EndAsync();

        result.ExitedWith(143);
        Assert.DoesNotContain("could not be removed", Flat(result), StringComparison.Ordinal);
        await LeftNothingAsync(mock);
    }

    [Fact]
    public async Task ServiceGone_EverythingIsListed()
    {
        await using var mock = await StartMockAsync("--batch-duration", "1h");
        BuiltProgram program;
        await using (var way = new MeddlingProxy(mock.Address, _ => Meddling.Nothing))
        {
            program = Start(way.Address, "--poll-interval", "30s", "--clean-up-timeout", "3s");
            await mock.HasBatchesAsync(Users);
            // Their creations are answered: on the account, which is written once a second.
            await Eventually.TrueAsync(
                () => File.ReadLines(folder.File("out/not-removed.txt")).Count(line => line.StartsWith('C')) == Users,
                "5 batches on the account"
            );
        }

        await using (program)
        {
            program.Signal("INT");
            await program.SaysAsync("Ctrl-C again");
            program.Signal("INT");
            var result = await program.EndAsync();

            result.ExitedWith(130);
            Assert.Contains("API key load-test-", Flat(result), StringComparison.Ordinal);
            Assert.Matches(@"\d+ files? or batch(es)? could not be removed", Flat(result));
            var left = await LeftBehind.AtAsync(mock);
            // With the two result files that this service makes with each batch.
            Assert.Equal((1, 3 * Users, Users), (left.Keys, left.Files.Count, left.Batches.Count));
            LeftBehind.ToldIn(folder.File("out")).Is(left);
        }
    }

    [Theory]
    [InlineData("POST /ai/v1/files ", nameof(Meddling.Cut))]
    [InlineData("POST /ai/v1/files ", nameof(Meddling.Truncate))]
    [InlineData("POST /ai/v1/files ", nameof(Meddling.Malform))]
    [InlineData("POST /ai/v1/files ", nameof(Meddling.ServerError))]
    [InlineData("POST /ai/v1/batches ", nameof(Meddling.Cut))]
    [InlineData("POST /ai/v1/batches ", nameof(Meddling.Truncate))]
    [InlineData("POST /ai/v1/batches ", nameof(Meddling.Malform))]
    [InlineData("POST /ai/v1/batches ", nameof(Meddling.ServerError))]
    public async Task AnswersAreLost_WhatTheyMadeIsFoundAndRemoved(string line, string what)
    {
        await using var mock = await StartMockAsync("--batch-duration", "10s");
        using (await AnotherRunsFileAsync(mock))
        {
            var asked = 0;
            await using var way = new MeddlingProxy(
                mock.Address,
                request =>
                    request.StartsWith(line, StringComparison.Ordinal) && Interlocked.Increment(ref asked) % 2 == 1
                        ? Enum.Parse<Meddling>(what)
                        : Meddling.Nothing
            );
            await using var program = Start(way.Address, "--iterations", "8", "--poll-interval", "30s");
            await HasRequestsAsync(
                mock,
                line.Contains("files", StringComparison.Ordinal) ? "files.upload" : "batches.create",
                8
            );
            program.Signal("INT");
            await program.SaysAsync("Ctrl-C again");
            program.Signal("INT");
            var result = await program.EndAsync();

            Assert.Contains("found by name, their answers were lost", Flat(result), StringComparison.Ordinal);
            var left = await LeftBehind.AtAsync(mock);
            // What another run made stays.
            Assert.Equal((0, 1, 0), (left.Keys, left.Files.Count, left.Batches.Count));
            LeftBehind.ToldIn(folder.File("out")).IsNothing();
        }
    }

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
            Flat(result)
        );
        var left = await LeftBehind.AtAsync(mock);
        Assert.Equal(1, left.Keys);
        LeftBehind.ToldIn(folder.File("out")).Is(left);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BatchesEndedUnseen_TheirResultsAreDeletedToo(bool isCancelAnswered500)
    {
        await using var mock = await StartMockAsync("--batch-duration", "1s");
        await using var way = new MeddlingProxy(
            mock.Address,
            request =>
                isCancelAnswered500 && request.Contains("/cancel ", StringComparison.Ordinal)
                    ? Meddling.ServerError
                    : Meddling.Nothing
        );
        await using var program = Start(way.Address, "--poll-interval", "30s", "--iterations", "5");
        await HasBatchesCompletedAsync(mock, Users);
        program.Signal("INT");
        await program.SaysAsync("Ctrl-C again");
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        // This service takes the cancel and calls them cancelled then.
        Assert.Matches("0 batches cancelled, [1-5] batch(es)? ended meanwhile", Flat(result));
        await LeftNothingAsync(mock);
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
        Assert.Matches(@"API key load-test-\S+ may still be at the service \(not-removed\.txt\)", Flat(report));
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
            Flat(result),
            StringComparison.Ordinal
        );
        if (isRefused)
        {
            Assert.Contains("the last try: http_429", Flat(result), StringComparison.Ordinal);
            Assert.Equal(0, LeftBehind.ToldIn(folder.File("out")).Keys);
        }
        else
        {
            Assert.Matches(
                @"API key load-test-\S+ may exist: its creation was not answered \(interrupted",
                Flat(result)
            );
            Assert.Equal(1, LeftBehind.ToldIn(folder.File("out")).Keys);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AccountIsRemovedWhileTheRunGoesOn_LeavesNothing(bool withItsFolder)
    {
        await using var mock = await StartMockAsync("--batch-duration", "500ms");
        await using var program = Start(mock.Address, "--poll-interval", "100ms");
        await mock.HasBatchesAsync(2 * Users);
        if (withItsFolder)
        {
            Directory.Delete(folder.File("out"), recursive: true);
        }
        else
        {
            File.Delete(folder.File("out/not-removed.txt"));
        }

        program.Signal("INT");
        await program.EndAsync();

        await LeftNothingAsync(mock);
    }

    private static Task<MockProcess> StartMockAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", LeftBehind.Key, .. args]);

    // The terminal's lines are wrapped.
    private static string Flat(ProgramResult result) => Whitespace().Replace(result.All, " ");

    private static long Created(JsonElement counts) => counts.GetProperty("keys").GetProperty("created").GetInt64();

    private static Task HasRequestsAsync(MockProcess mock, string kind, int number) =>
        HasAsync(mock, counts => counts.GetProperty("requests").GetProperty(kind).GetInt64() >= number, kind);

    private static Task HasBatchesCompletedAsync(MockProcess mock, int number) =>
        HasAsync(
            mock,
            counts => counts.GetProperty("batches").GetProperty("completed").GetInt64() >= number,
            "completed batches"
        );

    private static async Task HasAsync(MockProcess mock, Func<JsonElement, bool> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition(await mock.CountsAsync()))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Eventually.Patience, $"never saw {what}");
            await Task.Delay(20);
        }
    }

    // An upload of somebody else, with a name that is nearly a run's.
    private static async Task<IDisposable> AnotherRunsFileAsync(MockProcess mock)
    {
        var client = new HttpClient { BaseAddress = new Uri(mock.Address) };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {LeftBehind.Key}");
        const string Row =
            """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[]}}""";
        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new StringContent(Row), "file", "batch_input.20260101-000000-abcdef.jsonl" },
        };
        using var response = await client.PostAsync(new Uri("/ai/v1/files", UriKind.Relative), form);
        response.EnsureSuccessStatusCode();
        return client;
    }

    private async Task LeftNothingAsync(MockProcess mock)
    {
        (await LeftBehind.AtAsync(mock)).IsNothing();
        LeftBehind.ToldIn(folder.File("out")).IsNothing();
    }

    private BuiltProgram Start(string host, params string[] more) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                host,
                .. more.Contains("--users", StringComparer.Ordinal) ? (string[])[] : ["--users", "5"],
                "--spawn-rate",
                "50",
                .. more.Contains("--iterations", StringComparer.Ordinal) ? (string[])[] : ["--run-time", "10m"],
                "--headless",
                "--wait",
                "0s",
                "--generate-requests",
                "5",
                "--results",
                "out",
                .. more,
            ]
        );

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
