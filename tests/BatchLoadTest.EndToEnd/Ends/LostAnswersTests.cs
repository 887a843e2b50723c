using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>
/// The service has done what it did not answer to: that is found and removed, and where it cannot be, the run says what may
/// be left.
/// </summary>
public sealed class LostAnswersTests : IDisposable
{
    private const int Users = CleaningRun.Users;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
            Assert.Contains("API key load-test-", result.OneLine, StringComparison.Ordinal);
            Assert.Matches(@"\d+ files? or batch(es)? could not be removed", result.OneLine);
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
            await mock.HasRequestsAsync(
                line.Contains("files", StringComparison.Ordinal) ? "files.upload" : "batches.create",
                8
            );
            program.Signal("INT");
            await program.SaysAsync("Ctrl-C again");
            program.Signal("INT");
            var result = await program.EndAsync();

            Assert.Contains("found by name, their answers were lost", result.OneLine, StringComparison.Ordinal);
            var left = await LeftBehind.AtAsync(mock);
            // What another run made stays.
            Assert.Equal((0, 1, 0), (left.Keys, left.Files.Count, left.Batches.Count));
            LeftBehind.ToldIn(folder.File("out")).IsNothing();
        }
    }

    private static Task<MockProcess> StartMockAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", LeftBehind.Key, .. args]);

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

    private BuiltProgram Start(string host, params string[] more) => CleaningRun.Start(folder.Path, host, more);
}
