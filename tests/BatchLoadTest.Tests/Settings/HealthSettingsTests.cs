using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class HealthSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("", "http://127.0.0.1:8089/")]
    [InlineData("--web-port|8090", "http://127.0.0.1:8090/")]
    [InlineData("--web-host|0.0.0.0", "http://127.0.0.1:8089/")]
    [InlineData("--web-host|*", "http://127.0.0.1:8089/")]
    [InlineData("--web-host|::", "http://127.0.0.1:8089/")]
    [InlineData("--web-host|::1", "http://[::1]:8089/")]
    [InlineData("--web-host|10.0.0.7|-P|80", "http://10.0.0.7/")]
    public async Task Health_AsksThePageOfTheseSettings(string args, string address)
    {
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync(["health", .. args.Split('|', StringSplitOptions.RemoveEmptyEntries)])
        );

        Assert.Equal(address, line.Health!.Page.AbsoluteUri);
    }

    [Fact]
    public async Task Health_BesideThePagesOwnVariables_TakesItsPortAndMindsNoOther()
    {
        line.Variables["LOCUST_WEB_PORT"] = "8090";
        line.Variables["BATCH_LOAD_TEST_WEB_TOKEN"] = "secret";
        line.Variables["LOCUST_USERS"] = "3";

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("health"));

        Assert.Equal(8090, line.Health!.Page.Port);
        Assert.Empty(line.Error);
    }

    [Theory]
    [InlineData(
        "health|--web-port|0",
        "--web-port '0' from the command line: must be the port that the page listens on"
    )]
    [InlineData("health|--users|5", "'--users' from the command line: an option of the command run only")]
    [InlineData("health|page", "'page' from the command line: no argument is expected here")]
    public async Task Health_OfAnythingElse_SaysWhatIsWrong(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(args.Split('|')));

        Assert.Contains(expected, line.Errors);
    }
}
