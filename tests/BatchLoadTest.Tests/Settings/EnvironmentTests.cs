using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class EnvironmentTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("LOCUST_HOST", "http://h:1", "host")]
    [InlineData("LOCUST_USERS", "2", "users")]
    [InlineData("LOCUST_SPAWN_RATE", "0.5", "spawn-rate")]
    [InlineData("LOCUST_RUN_TIME", "5m", "run-time")]
    [InlineData("LOCUST_HEADLESS", "true", "headless")]
    [InlineData("LOCUST_STOP_TIMEOUT", "99", "stop-timeout")]
    [InlineData("LOCUST_LOGLEVEL", "DEBUG", "loglevel")]
    [InlineData("LOCUST_PRINT_STATS", "1", "print-stats")]
    [InlineData("LOCUST_ONLY_SUMMARY", "yes", "only-summary")]
    [InlineData("API_KEY", "sk-1", "api-key")]
    [InlineData("API_BASE", "/v1", "api-base")]
    [InlineData("API_KEY_ENDPOINT", "/keys", "api-key-endpoint")]
    [InlineData("TEST_DATA_FILE", "/test_data/x.jsonl", "test-data")]
    [InlineData("BASIC_AUTH_USERNAME", "me", "username")]
    [InlineData("BASIC_AUTH_PASSWORD", "secret", "password")]
    [InlineData("P95_THRESHOLD_MS", "20", "p95-threshold-ms")]
    [InlineData("ERROR_RATE_THRESHOLD", "0.5", "error-rate-threshold")]
    [InlineData("BATCH_LOAD_TEST_API_KEY_PURPOSE", "platform", "api-key-purpose")]
    [InlineData("BATCH_LOAD_TEST_MAX_POLLS", "3", "max-polls")]
    [InlineData("BATCH_LOAD_TEST_HEADER", "X-A: 1", "header")]
    public async Task Variable_SetsItsSetting(string variable, string value, string setting)
    {
        line.Variables["BATCH_LOAD_TEST_HOST"] = variable == "LOCUST_HOST" ? null : "http://h";
        line.Variables[variable] = value;
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync());
        Assert.Contains(
            line.Run!.All,
            resolved => resolved.Name == setting && resolved.Source == "environment variable " + variable
        );
        Assert.Empty(line.Error);
    }

    [Fact]
    public async Task PredecessorsManifest_Works()
    {
        line.Variables["LOCUST_HOST"] = "http://control-layer:3001";
        line.Variables["LOCUST_USERS"] = "10";
        line.Variables["LOCUST_SPAWN_RATE"] = "5";
        line.Variables["LOCUST_RUN_TIME"] = "2m";
        line.Variables["LOCUST_HEADLESS"] = "true";
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync());
        Assert.Equal(new ClosedLoad(10, 5), line.Run!.Load.Profile);
        Assert.Equal(TimeSpan.FromMinutes(2), line.Run.Load.RunTime);
        Assert.True(line.Run.Headless);
    }

    [Fact]
    public async Task LocustVariableWithoutCounterpart_Warns()
    {
        line.Variables["LOCUST_WORKER"] = "true";
        line.Variables["LOCUST_TAGS"] = "out";
        var settings = await line.RunAsync();
        Assert.Equal(
            [
                "environment variable LOCUST_TAGS has no counterpart here and is ignored",
                "environment variable LOCUST_WORKER has no counterpart here and is ignored",
            ],
            line.Warnings
        );
        Assert.Equal(line.Warnings, settings.Warnings);
    }

    [Theory]
    [InlineData("BATCH_LOAD_TEST_USRES", "; did you mean BATCH_LOAD_TEST_USERS?")]
    [InlineData("BATCH_LOAD_TEST__USERS", "; did you mean BATCH_LOAD_TEST_USERS?")]
    [InlineData("BATCH_LOAD_TEST_SPAWNRATE", "; did you mean BATCH_LOAD_TEST_SPAWN_RATE?")]
    [InlineData("BATCH_LOAD_TEST_TEMPERATURE", "")]
    [InlineData("BATCH_LOAD_TEST_PORT", "")]
    public async Task UnknownOwnVariable_IsAnError(string name, string hint)
    {
        // The environment's own source turns two underscores into a colon.
        line.Variables[name.Replace("__", ":", StringComparison.Ordinal)] = "5";
        Assert.Equal($"environment variable {name}: unknown setting{hint}", await line.ErrorAsync());
    }

    [Theory]
    [InlineData("BATCH_LOAD_TEST_SERVICE_HOST")]
    [InlineData("BATCH_LOAD_TEST_SERVICE_PORT")]
    [InlineData("BATCH_LOAD_TEST_SERVICE_PORT_HTTP")]
    [InlineData("BATCH_LOAD_TEST_PORT")]
    [InlineData("BATCH_LOAD_TEST_PORT_8089_TCP")]
    [InlineData("BATCH_LOAD_TEST_PORT_8089_TCP_PROTO")]
    [InlineData("BATCH_LOAD_TEST_PORT_8089_TCP_PORT")]
    [InlineData("BATCH_LOAD_TEST_PORT_8089_TCP_ADDR")]
    [InlineData("BATCH_LOAD_TEST_PORT_53_UDP_ADDR")]
    [InlineData("BATCH_LOAD_TEST_MOCK_SERVICE_HOST")]
    [InlineData("BATCH_LOAD_TEST_MOCK_PORT_3001_TCP")]
    [InlineData("LOCUST_WEB_PORT")]
    [InlineData("LOCUST_SERVICE_HOST")]
    [InlineData("LOCUST_PORT_8089_TCP_ADDR")]
    [InlineData("BATCH_LOAD_TEST_REQUIRE_ALL")]
    public async Task VariableOfAService_IsNoneOfOurs(string name)
    {
        line.Variables[name] = "tcp://10.0.0.1:8089";
        await line.RunAsync();
        Assert.Empty(line.Error);
    }

    [Fact]
    public async Task VariableOfAnotherCommand_Warns()
    {
        line.Variables["BATCH_LOAD_TEST_BATCH_DURATION"] = "1s";
        await line.RunAsync();
        Assert.Equal(
            "environment variable BATCH_LOAD_TEST_BATCH_DURATION belongs to another command and has no effect here",
            Assert.Single(line.Warnings)
        );
    }

    [Fact]
    public async Task ErrorNamesTheVariable()
    {
        line.Variables["LOCUST_RUN_TIME"] = "soon";
        Assert.StartsWith(
            "--run-time 'soon' from environment variable LOCUST_RUN_TIME: must be a duration",
            await line.ErrorAsync(),
            StringComparison.Ordinal
        );
    }
}
