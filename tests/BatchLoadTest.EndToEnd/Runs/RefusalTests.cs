namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Runs that must not start: wrong usage and unreachable targets, told plainly and by exit code.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task BadValueAndUnknownOption_AreBothNamedAndExitWith2()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "x",
            "--spwan-rate",
            "2"
        );

        result.ExitedWith(2);
        Assert.Contains("--users", result.Error, StringComparison.Ordinal);
        Assert.Contains("--spwan-rate", result.Error, StringComparison.Ordinal);
        Assert.Contains("--spawn-rate", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyThatNeverWorks_InARunThatIsOverBeforeItsGrace_ExitsWith3AndNoExcuse()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--mock-key-activation-delay",
            "1h",
            "--users",
            "2",
            "--run-time",
            "2s",
            "--stop-timeout",
            "1s",
            "--clean-up-timeout",
            "1s",
            "--headless",
            "--results",
            "out"
        );

        result.ExitedWith(3);
        Assert.Matches("COULD NOT RUN +the API key is refused: HTTP 40[13]:", result.Output);
        Assert.Contains("--api-key-purpose", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_ExitsWith3BeforeAnyLoadWithTheServersWords()
    {
        await using var mock = await MockProcess.StartAsync();
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["BASIC_AUTH_PASSWORD"] = "not-the-password-7311",
            },
            "--host",
            mock.Address,
            "--users",
            "20",
            "--spawn-rate",
            "20",
            "--run-time",
            "30s",
            "--headless",
            "--results",
            "out"
        );

        result.ExitedWith(3);
        Assert.Contains("HTTP 401", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password-7311", result.All, StringComparison.Ordinal);
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal(1, requests.GetProperty("keys.create").GetInt64());
        Assert.Equal(0, requests.GetProperty("files.upload").GetInt64());
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(3, metrics.Root.GetProperty("run").GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task ClosedPort_ExitsWith3AndDoesNotWaitForTheEndOfTheRun()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            $"http://127.0.0.1:{FreePort.Find()}",
            "--users",
            "5",
            "--run-time",
            "10h",
            "--headless",
            "--results",
            "out"
        );

        result.ExitedWith(3);
        Assert.Contains("cannot be reached", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_requests").GetInt64());
    }

    [Fact]
    public async Task BrokenDataFile_ExitsWith2AndNamesFileAndLine()
    {
        await File.WriteAllTextAsync(
            folder.File("broken.jsonl"),
            """
            {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}
            {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{}}
            {"custom_id":"b",
            """
        );

        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--test-data",
            "broken.jsonl",
            "--headless"
        );

        result.ExitedWith(2);
        Assert.Contains("broken.jsonl: line 2", result.Error, StringComparison.Ordinal);
        Assert.Contains("broken.jsonl: line 3", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingDataFile_IsAnErrorAndNoSilentFallback()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["TEST_DATA_FILE"] = "/nowhere/input.jsonl" },
            "--host",
            "mock",
            "--headless"
        );

        result.ExitedWith(2);
        Assert.Contains("/nowhere/input.jsonl", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultsFolderThatCannotBeWritten_ExitsWith2BeforeTheLoad()
    {
        await File.WriteAllTextAsync(folder.File("taken"), "a file");
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--run-time",
            "30s",
            "--headless",
            "--results",
            "taken"
        );

        result.ExitedWith(2);
        Assert.Contains("--results", result.Error, StringComparison.Ordinal);
    }
}
