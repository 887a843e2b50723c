using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Commands;

public sealed class MisspeltOptionTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--headless", "--thresold", "x")]
    [InlineData("--headless", "--thresold=x")]
    [InlineData("--headless", "--thresold", "p95 < 1s", "--headless", "true")]
    [InlineData("--users", "5", "--thresold", "x")]
    public async Task Run_WithAnOptionMisspeltAfterAnother_NamesTheNearestAndBlamesNoOther(params string[] options)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "http://127.0.0.1:1", .. options]));

        Assert.Equal(
            "'--thresold' from the command line: unknown option; did you mean --threshold?",
            Assert.Single(line.Errors)
        );
    }

    [Fact]
    public async Task Run_WithAnUnknownLetterAfterAFlag_SaysSo()
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("--host", "http://127.0.0.1:1", "--headless", "-q"));

        Assert.Equal("'-q' from the command line: unknown option", Assert.Single(line.Errors));
    }

    [Fact]
    public async Task Run_WithAFlagAndAWordThatIsNone_StillSaysWhatAFlagTakes()
    {
        Assert.Equal(
            ExitCodes.WrongUsage,
            await line.InvokeAsync("--host", "http://127.0.0.1:1", "--headless", "perhaps")
        );

        Assert.Contains("must be true or false", Assert.Single(line.Errors), StringComparison.Ordinal);
    }
}
