using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Commands;

public sealed class CommandLineAppTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData(ExitCodes.Success)]
    [InlineData(ExitCodes.ThresholdFailed)]
    [InlineData(ExitCodes.Terminated)]
    public async Task HandlersExitCode_IsTheProcess(int code)
    {
        line.OnRun = (_, _) => Task.FromResult(code);
        Assert.Equal(code, await line.InvokeAsync("--host", "mock"));
    }

    [Fact]
    public async Task HandlersToken_IsTheCallers()
    {
        CancellationToken seen = default;
        line.OnRun = (_, token) =>
        {
            seen = token;
            return Task.FromResult(ExitCodes.Success);
        };
        await line.InvokeAsync("--host", "mock");
        Assert.Equal(TestContext.Current.CancellationToken.CanBeCanceled, seen.CanBeCanceled);
    }

    [Theory]
    [InlineData("info", false)]
    [InlineData("debug", true)]
    public async Task UnexpectedException_IsOneLineUnlessDebugging(string level, bool hasStack)
    {
        line.OnRun = (_, _) => throw new InvalidOperationException("first\nsecond");
        line.Variables["BATCH_LOAD_TEST_LOGLEVEL"] = level;

        Assert.Equal(ExitCodes.InternalError, await line.InvokeAsync("--host", "mock"));
        Assert.StartsWith(
            hasStack
                ? "internal error: System.InvalidOperationException: first\nsecond"
                : "internal error: InvalidOperationException: first second",
            line.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Equal(hasStack, line.Error.Contains("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("mock|--version")]
    [InlineData("--users|x|--version")]
    public async Task Version_IsOneLine(string args)
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(args.Split('|')));
        Assert.Matches(@"^batch-load-test [0-9]+\.[0-9]+\.[0-9]+\s*$", line.Output);
    }

    [Fact]
    public async Task HostNamedMock_IsNotTheCommand()
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "mock"));
        Assert.NotNull(line.Run);
        Assert.Null(line.Mock);
    }

    [Fact]
    public void ExitCodes_EachHasOneMeaning() =>
        Assert.Equal([0, 1, 2, 3, 4, 129, 130, 143], ExitCodes.Meanings.Select(meaning => meaning.Key));
}
