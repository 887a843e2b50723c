using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

/// <summary><c>--cluster</c>: what a master needs that may be started again.</summary>
public sealed class ClusterStoreTests : IDisposable
{
    private static readonly string[] Master =
    [
        "run",
        "--master",
        "--host",
        "http://service",
        "--cluster",
        "redis://store",
    ];

    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--results x", "goes on with one run, not with a page; add --headless")]
    [InlineData("--headless", "finds its run in the results folder; name one by --results")]
    [InlineData("--headless --results x --host mock", "the mock server inside ends with its master")]
    [InlineData("--headless --results x --cluster http://store", "must be a redis:// or rediss:// address")]
    [InlineData("--headless --results x --cluster redis://store/x", "must be a redis:// or rediss:// address")]
    public async Task WithoutWhatItNeeds_SaysSo(string args, string words)
    {
        string[] given = args.Split(' ');
        string[] rest = given.Contains("--host") ? ["run", "--master", "--cluster", "redis://store"] : Master;
        rest = given.Contains("--cluster") ? [.. rest.SkipLast(2)] : rest;

        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync([.. rest, .. given]));

        Assert.Contains(words, Assert.Single(line.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordOfTheStore_IsShownNowhere()
    {
        string[] args = [.. Master.SkipLast(1), "redis://user:secret@store:6380/1", "--headless", "--results", "x"];

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(args));

        var shown = line.Run!.All.Single(setting => setting.Name == "cluster").Value;
        Assert.Equal("redis://***@store:6380/1", shown);
        Assert.Equal("user:secret", line.Run.Master!.Link.Store!.UserInfo);
    }
}
