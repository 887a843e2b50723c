namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A limit of open files that is low for the load: no abort, and nothing that looks like the service's fault.</summary>
public sealed class OpenFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(150)]
    public async Task TooFewForTheProgram_IsExit2WithTheNumberThatWouldDo(int limit)
    {
        var result = await BuiltProgram.RunWithOpenFilesAsync(
            limit,
            folder.Path,
            [.. Load("http://127.0.0.1:9"), "--connections", "per-user"]
        );

        result.ExitedWith(2);
        Assert.Contains(
            $"error: the limit of open files is {limit} (ulimit -n), and this program needs 160 for itself: 460 would do for "
                + "a connection for each of 300 users at a time, 161 is the least",
            result.Error,
            StringComparison.Ordinal
        );
    }

    // Before it is known what is asked for: the runtime itself would abort.
    [Theory]
    [InlineData(64)]
    [InlineData(48)]
    [InlineData(40)]
    [InlineData(64, "mock")]
    [InlineData(100, "mock")]
    public async Task TooFewForTheRuntime_IsExit2WithTheNumberThatWouldDo(int limit, params string[] args)
    {
        var result = await BuiltProgram.RunWithOpenFilesAsync(
            limit,
            folder.Path,
            args is [] ? Load("http://127.0.0.1:9") : args
        );

        result.ExitedWith(2);
        Assert.Equal(
            $"error: the limit of open files is {limit} (ulimit -n), and this program needs 160 for itself: 161 is the least",
            result.Error.Trim()
        );
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task TooFewForARun_AreEnoughForWords(string option)
    {
        (await BuiltProgram.RunWithOpenFilesAsync(72, folder.Path, option)).ExitedWith(0);
    }

    [Theory]
    [InlineData("per-user")]
    [InlineData("shared")]
    public async Task TooFewForAllUsers_ShareWhatThereIs(string connections)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");

        var result = await BuiltProgram.RunWithOpenFilesAsync(
            256,
            folder.Path,
            [.. Load(mock.Address), "--connections", connections]
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Equal(0, metrics.OwnFaults("this_machine"));
        Assert.Contains(
            metrics.Root.GetProperty("run").GetProperty("notices").EnumerateArray(),
            notice =>
                notice
                    .GetString()!
                    .StartsWith(
                        "300 users shared at most 96 connections (limit of open files: 256, 460 would do for all)",
                        StringComparison.Ordinal
                    )
        );
        Assert.Equal(0, await mock.LiveKeysAsync());
    }

    // The mock server inside has the other end of each connection.
    [Fact]
    public async Task TooFewForAllUsersAndTheMockInside_ShareWhatThereIs()
    {
        var result = await BuiltProgram.RunWithOpenFilesAsync(
            256,
            folder.Path,
            [.. Load("mock"), "--mock-batch-duration", "300ms", "--connections", "per-user"]
        );

        result.ExitedWith(0);
        Assert.Contains("300 users shared at most 24 connections", result.Output, StringComparison.Ordinal);
    }

    // Where the load takes all the others, clean-up and reports have these.
    [Fact]
    public async Task WhileTheLoadGoesOn_SomeAreKeptBack()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            ["--host", mock.Address, "--users", "1", "--run-time", "10m", "--results", "out"]
        );
        await mock.HasBatchesAsync(1);

        Assert.InRange(program.OpenFiles("/dev/null"), 16, 20);
        program.Signal("TERM");
        (await program.EndAsync()).ExitedWith(143);
    }

    private static string[] Load(string host) =>
        [
            "--host",
            host,
            "--users",
            "300",
            "--spawn-rate",
            "300",
            "--iterations",
            "300",
            "--poll-interval",
            "300ms",
            "--no-default-thresholds",
            "--results",
            "out",
        ];
}
