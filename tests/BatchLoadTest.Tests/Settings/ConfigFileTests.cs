using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Settings;

public sealed class ConfigFileTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task EveryKindOfValue()
    {
        line.Write(
            "my.json",
            """
            {
              // comments and trailing commas are fine
              "users": 10, "spawn-rate": 2.5, "run-time": "2m", "headless": true, "iterations": null,
              "header": ["A: b", "C: d"], "tag": "one=1", "threshold": [], "api-key": "sk-1",
            }
            """
        );
        var settings = await line.RunAsync("--config", "my.json");

        Assert.Equal(new ClosedLoad(10, 2.5), settings.Load.Profile);
        Assert.Equal(TimeSpan.FromMinutes(2), settings.Load.RunTime);
        Assert.Null(settings.Load.Iterations);
        Assert.True(settings.Headless);
        Assert.Equal(["A", "C"], settings.Target.Headers.Select(header => header.Key), StringComparer.Ordinal);
        Assert.Equal("one", Assert.Single(settings.Output.Tags).Key);
        Assert.DoesNotContain(settings.Verdict.Thresholds, threshold => threshold.Source != "default");
        Assert.Equal((AuthMode.ApiKey, "sk-1"), (settings.Key.Mode, settings.Key.ApiKey));
        Assert.Empty(line.Error);
    }

    [Theory]
    [InlineData("""{"usres": 1}""", "usres in my.json: unknown setting; did you mean users?")]
    [InlineData("""{"run_time": 1}""", "run_time in my.json: unknown setting; did you mean run-time?")]
    [InlineData("""{"config": "x"}""", "config in my.json: unknown setting")]
    [InlineData("""{"web-prot": 1}""", "web-prot in my.json: unknown setting; did you mean web-port?")]
    [InlineData("""{"users": [1, 2]}""", "users in my.json: must be one value")]
    [InlineData("""{"users": {"min": 1}}""", "users in my.json: must be one value")]
    [InlineData("""{"tag": {"a": "b"}}""", "tag in my.json: must be one value or a list of values")]
    [InlineData(
        """{"users": true}""",
        "--users 'True' from users in my.json: must be a whole number from 1 to 1,000,000"
    )]
    [InlineData(
        """{"users": 1e3}""",
        "--users '1e3' from users in my.json: must be a whole number from 1 to 1,000,000"
    )]
    [InlineData("""{"users": ""}""", "--users '' from users in my.json: must be a whole number from 1 to 1,000,000")]
    [InlineData("""{"tag": ["a=1", "b"]}""", "--tag 'b' from tag in my.json: must be written key=value")]
    [InlineData("[]", "--config 'my.json' from the command line: is no settings file")]
    [InlineData("""{"users": 1, "users": 2}""", "--config 'my.json' from the command line: is no settings file")]
    [InlineData(
        "{\n\"users\": 1,\n\"password\": hunter2\n}",
        "--config 'my.json' from the command line: is not valid JSON at line 3, column 13"
    )]
    [InlineData("", "--config 'my.json' from the command line: is not valid JSON at line 1, column 1")]
    public async Task Broken_SaysWhere(string json, string expected)
    {
        line.Write("my.json", json);
        var error = await line.ErrorAsync("--config", "my.json");
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_IsAnError() =>
        Assert.Equal(
            "--config 'none.json' from the command line: does not exist",
            await line.ErrorAsync("--config", "none.json")
        );

    [Fact]
    public async Task Folder_IsAnError() =>
        Assert.StartsWith(
            "--config '.' from the command line: ",
            await line.ErrorAsync("--config", "."),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task MemberOfAnotherCommand_Warns()
    {
        line.Write("my.json", """{"batch-duration": "1s"}""");
        await line.RunAsync("--config", "my.json");
        Assert.Equal(
            "batch-duration in my.json belongs to another command and has no effect here",
            Assert.Single(line.Warnings)
        );
    }
}
