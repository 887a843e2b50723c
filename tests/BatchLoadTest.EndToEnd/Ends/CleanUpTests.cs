namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>
/// However a run ends, what is left at the service, by its own lists, is what the program says is left; and that is nothing
/// where the service can be reached.
/// </summary>
public sealed class CleanUpTests : IDisposable
{
    private const int Users = CleaningRun.Users;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task OneSignal_BatchesNeverEnd_CancelsThemAndDeletesTheirPartialOutput(string signal, int exitCode)
    {
        await using var mock = await StartMockAsync("--batch-duration", "20s");
        await using var program = Start(mock.Address, "--poll-interval", "100ms", "--stop-timeout", "1s");
        await mock.HasBatchesAsync(Users);
        program.Signal(signal);
        var result = await program.EndAsync();

        result.ExitedWith(exitCode);
        Assert.Contains("5 batches cancelled", result.OneLine, StringComparison.Ordinal);
        await LeftNothingAsync(mock);
    }

    [Fact]
    public async Task BehindALimiter_CleanUpSlowsDownAndLeavesNothing()
    {
        await using var mock = await StartMockAsync(
            "--batch-duration",
            "20s",
            "--rate-limit",
            "20",
            "--retry-after",
            "0s"
        );
        await using var program = Start(mock.Address, "--users", "15", "--poll-interval", "1s", "--stop-timeout", "1s");
        await mock.HasBatchesAsync(15);
        program.Signal("TERM");
        var result = await program.EndAsync();

        result.ExitedWith(143);
        Assert.DoesNotContain("could not be removed", result.OneLine, StringComparison.Ordinal);
        await LeftNothingAsync(mock);
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

    private Task LeftNothingAsync(MockProcess mock) => LeftBehind.AssertNothingAsync(mock, folder.File("out"));

    private BuiltProgram Start(string host, params string[] more) => CleaningRun.Start(folder.Path, host, more);
}
