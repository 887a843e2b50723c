namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>
/// A person who interrupts what is under way, whatever it is: nothing is left at the service all the same.
/// </summary>
public sealed class InterruptedCleanUpTests : IDisposable
{
    private const int Users = CleaningRun.Users;

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
        await using var program = Start(
            mock.Address,
            "--users",
            $"{Math.Max(Users, number / 2)}",
            "--poll-interval",
            "100ms"
        );
        await mock.HasRequestsAsync(kind, number);
        program.Signal("INT");
        await program.SaysAsync("Ctrl-C again");
        program.Signal("INT");

        (await program.EndAsync()).ExitedWith(130);
        await LeftNothingAsync(mock);
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
        Assert.Matches("0 batches cancelled, [1-5] batch(es)? ended meanwhile", result.OneLine);
        await LeftNothingAsync(mock);
    }

    private static Task<MockProcess> StartMockAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", LeftBehind.Key, .. args]);

    private static Task HasBatchesCompletedAsync(MockProcess mock, int number) =>
        mock.HasAsync(
            counts => counts.GetProperty("batches").GetProperty("completed").GetInt64() >= number,
            "completed batches"
        );

    private Task LeftNothingAsync(MockProcess mock) => LeftBehind.AssertNothingAsync(mock, folder.File("out"));

    private BuiltProgram Start(string host, params string[] more) => CleaningRun.Start(folder.Path, host, more);
}
