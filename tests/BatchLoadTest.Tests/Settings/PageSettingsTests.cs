using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Tests.Settings;

public sealed class PageSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task WithoutHeadless_APageOnLoopbackPort8089_AndNoHostIsNeededYet()
    {
        Assert.True(await line.InvokeAsync() == ExitCodes.Success, line.Error);

        Assert.Equal("127.0.0.1", line.Run!.Page!.Host);
        Assert.Equal(8089, line.Run.Page.Port);
        Assert.Null(line.Run.Page.Token);
        Assert.False(line.Run.Page.Autostart);
        Assert.False(line.Run.Target.IsMock);
    }

    [Theory]
    [InlineData("--headless")]
    [InlineData("--autostart")]
    public async Task WithoutAHost_NothingStarts(string how)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(how));

        Assert.StartsWith("--host: no target is given", Assert.Single(line.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocustsVariables_Work()
    {
        line.Variables["LOCUST_WEB_HOST"] = "0.0.0.0";
        line.Variables["LOCUST_WEB_PORT"] = "9000";
        line.Variables["LOCUST_AUTOSTART"] = "true";
        line.Variables["LOCUST_AUTOQUIT"] = "5";

        var page = (await line.RunAsync()).Page!;

        Assert.Equal(("0.0.0.0", 9000, true), (page.Host, page.Port, page.Autostart));
        Assert.Equal(TimeSpan.FromSeconds(5), page.Autoquit);
    }

    [Theory]
    [InlineData("--headless|--autostart", "contradict each other")]
    [InlineData("--autoquit|5s", "needs --autostart")]
    [InlineData("--web-host|example.org", "must be an IP address, localhost, or * for all")]
    [InlineData("--web-port|70000", "must be a whole number from 0 to 65,535")]
    [InlineData("--web-token|a b", "must be visible ASCII characters")]
    [InlineData("--web-token-file|none", "the file does not exist")]
    [InlineData("--web-base-path|loadtest", "must be a path such as /loadtest")]
    [InlineData("--web-base-path|/a/../b", "must be a path such as /loadtest")]
    [InlineData("--web-base-path|/a//b", "must be a path such as /loadtest")]
    [InlineData("--web-base-path|/a?b", "must be a path such as /loadtest")]
    [InlineData("--web-base-path|", "must be a path such as /loadtest")]
    [InlineData("--web-allowed-host|https://load.example.org", "must be a host name such as load.example.org")]
    [InlineData("--web-allowed-host|load.example.org:8443", "must be a host name such as load.example.org")]
    [InlineData("--web-allowed-host|*.example.org", "must be a host name such as load.example.org")]
    public async Task Wrong_SaysWhatIsAllowed(string args, string expected) =>
        Assert.Contains(expected, await line.ErrorAsync(args.Split('|')), StringComparison.Ordinal);

    [Theory]
    [InlineData("/loadtest", "/loadtest")]
    [InlineData("/team-a/load_test/", "/team-a/load_test")]
    [InlineData("/", "")]
    public async Task BasePath_HasNoSlashAtItsEnd(string given, string path) =>
        Assert.Equal(path, (await line.RunAsync("--web-base-path", given)).Page!.BasePath);

    [Fact]
    public async Task AllowedHosts_AreNamesAndAddresses_SeveralByOptionOrALineEach()
    {
        var given = await line.RunAsync("--web-allowed-host", "Load.Example.org", "--web-allowed-host", "[::1]");
        line.Variables["BATCH_LOAD_TEST_WEB_ALLOWED_HOST"] = "load.example.org\n10.0.0.7";

        Assert.Equal(["load.example.org", "::1"], given.Page!.AllowedHosts);
        Assert.Equal(["load.example.org", "10.0.0.7"], (await line.RunAsync()).Page!.AllowedHosts);
    }

    [Fact]
    public async Task Token_FromAFile_IsNeverShown()
    {
        line.Write("token", "hunter2-token\n");

        var settings = await line.RunAsync("--web-token-file", "token");

        Assert.Equal("hunter2-token", settings.Page!.Token);
        Assert.DoesNotContain("hunter2", $"{settings} {settings.Page}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAgain_ValuesFromThePageWin_AndErrorsNameIt()
    {
        var settings = await line.RunAsync("--users", "5", "--spawn-rate", "2");

        var changed = settings.ReadAgain!(new Dictionary<string, string>(StringComparer.Ordinal) { ["users"] = "7" });
        var wrong = settings.ReadAgain!(new Dictionary<string, string>(StringComparer.Ordinal) { ["users"] = "x" });

        Assert.Empty(changed.Errors);
        Assert.Equal(new ClosedLoad(7, 2), changed.Settings.Load.Profile);
        Assert.Contains(changed.Settings.All, setting => setting is { Name: "users", Source: "the page" });
        Assert.StartsWith("--users 'x' from the page: ", Assert.Single(wrong.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAgain_SearchIsAskedForOnThePage_HasTheDefaultsOfItsCommand()
    {
        var settings = await line.RunAsync("--users", "5", "--wait", "1s", "--host", "mock");

        var (search, errors) = settings.ReadAgain!(Values("capacity=1 level-time=5s"));

        Assert.Empty(errors);
        Assert.Equal((1, null), (search.Capacity!.Bounds.From, search.Capacity.Bounds.To));
        Assert.Equal(TimeSpan.FromSeconds(5), search.Capacity.LevelTime);
        Assert.Equal(TimeSpan.FromHours(2), search.Load.RunTime);
        Assert.True(search.Load.Profile.IsOpen);
        // The page goes on after it, and what was given of a load is no setting of a search.
        Assert.NotNull(search.Page);
        Assert.Contains(search.All, setting => setting is { Name: "level-time", Source: "the page" });
        Assert.DoesNotContain(search.All, setting => setting.Name == "users");
        Assert.StartsWith(
            "--to '1/s' from the page and --from '2/s' from the page: must be above --from",
            Assert.Single(settings.ReadAgain!(Values("capacity=1 from=2/s to=1/s")).Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ReadAgain_LoadOfThePage_TakesTheOneOfTheStart()
    {
        var users = await line.RunAsync("--users", "5", "--wait", "1s");
        var staged = await line.RunAsync("--stages", "30s:10,1m:=10");

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<StagedUsers>(Load(users, "stages=1m:=20")).Length);
        Assert.Equal(2, Load(users, "arrival-rate=2/s").RateAt(TimeSpan.Zero));
        Assert.Equal(new ClosedLoad(3, 1), Load(staged, "users=3"));
        Assert.Equal(TimeSpan.FromSeconds(90), Load(staged, "").Length);
    }

    private static LoadProfile Load(RunSettings settings, string values)
    {
        var (changed, errors) = settings.ReadAgain!(Values(values));
        Assert.Empty(errors);
        return changed.Load.Profile;
    }

    private static Dictionary<string, string> Values(string pairs) =>
        pairs
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
