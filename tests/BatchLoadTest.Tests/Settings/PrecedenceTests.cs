using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Command line, environment, settings file, profile, default.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData(true, true, true, true, true, 1, "--users")]
    [InlineData(false, true, true, true, true, 2, "environment variable BATCH_LOAD_TEST_USERS")]
    [InlineData(false, false, true, true, true, 3, "environment variable LOCUST_USERS")]
    [InlineData(false, false, false, true, true, 4, "users in my.json")]
    [InlineData(false, false, false, false, true, 10, "profile smoke")]
    [InlineData(false, false, false, false, false, 1, "default")]
    public async Task Users_FromTheStrongestLayer(
        bool option,
        bool ownVariable,
        bool locustVariable,
        bool file,
        bool profile,
        int users,
        string source
    )
    {
        line.Variables["BATCH_LOAD_TEST_USERS"] = ownVariable ? "2" : null;
        line.Variables["LOCUST_USERS"] = locustVariable ? "3" : null;
        line.Write("my.json", file ? """{"users": 4}""" : "{}");
        var settings = await line.RunAsync([
            .. new[] { "--config", "my.json" },
            .. option ? new[] { "--users", "1" } : [],
            .. profile ? new[] { "--profile", "smoke" } : [],
        ]);

        Assert.Equal(users, Assert.IsType<ClosedLoad>(settings.Load.Profile).Users);
        Assert.Contains(settings.All, setting => setting.Name == "users" && setting.Source == source);
    }

    [Theory]
    [InlineData("smoke", 10, 5, 2)]
    [InlineData("load", 100, 10, 5)]
    [InlineData("stress", 500, 50, 10)]
    [InlineData("soak", 100, 10, 30)]
    public async Task Profile_SetsUsersRateAndTime(string name, int users, double rate, int minutes)
    {
        var settings = await line.RunAsync("--profile", name);
        Assert.Equal(new ClosedLoad(users, rate), settings.Load.Profile);
        Assert.Equal(TimeSpan.FromMinutes(minutes), settings.Load.RunTime);
    }

    [Fact]
    public async Task Profile_FillsOnlyWhatIsNotGiven()
    {
        line.Variables["LOCUST_RUN_TIME"] = "300";
        line.Write("my.json", """{"profile": "load", "spawn-rate": 1.5}""");
        var settings = await line.RunAsync("--config", "my.json");

        Assert.Equal(new ClosedLoad(100, 1.5), settings.Load.Profile);
        Assert.Equal(TimeSpan.FromSeconds(300), settings.Load.RunTime);
    }

    [Fact]
    public async Task Profile_Unknown_NamesTheProfiles() =>
        Assert.Equal(
            "--profile 'tiny' from the command line: must be smoke, load, stress, spike or soak",
            await line.ErrorAsync("--profile", "tiny")
        );

    [Fact]
    public async Task Variable_Empty_CountsAsNotSet()
    {
        line.Variables["BATCH_LOAD_TEST_USERS"] = "";
        line.Variables["LOCUST_USERS"] = "8";
        line.Variables["API_KEY"] = " ";
        var settings = await line.RunAsync();
        Assert.Equal(8, Assert.IsType<ClosedLoad>(settings.Load.Profile).Users);
        Assert.Null(settings.Key.ApiKey);
    }

    [Fact]
    public async Task Repeatable_StrongestLayerReplacesTheOthers()
    {
        line.Variables["BATCH_LOAD_TEST_TAG"] = "a=1\nb=2\n";
        Assert.Equal(["a", "b"], (await line.RunAsync()).Output.Tags.Select(tag => tag.Key), StringComparer.Ordinal);
        Assert.Equal(
            ["c"],
            (await line.RunAsync("--tag", "c=3")).Output.Tags.Select(tag => tag.Key),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("--headless", "true")]
    [InlineData("--headless false", "false")]
    [InlineData("--headless=true", "true")]
    public async Task Flag_OptionBeatsVariable(string option, string expected)
    {
        line.Variables["LOCUST_HEADLESS"] = expected == "true" ? "0" : "yes";
        var settings = await line.RunAsync(option.Split(' '));
        Assert.Equal(expected == "true", settings.Headless);
    }

    [Fact]
    public async Task Config_NamedByVariable()
    {
        line.Write("my.json", """{"users": 4}""");
        line.Variables["BATCH_LOAD_TEST_CONFIG"] = "my.json";
        var settings = await line.RunAsync();
        Assert.Contains(new ReportedSetting("users", "4", "users in my.json"), settings.All);
    }
}
