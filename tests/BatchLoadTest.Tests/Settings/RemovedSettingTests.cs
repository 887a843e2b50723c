using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Who still gives a setting that there is no more is told what to write instead, once.</summary>
public sealed class RemovedSettingTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--shard", "start one --master and a --worker for each process", "--shard", "0/3")]
    [InlineData("--shard", "start one --master and a --worker for each process", "--shard=0/3")]
    [InlineData("--start-at", "start the program then", "--start-at", "2026-08-23T14:25:00Z")]
    [InlineData("--key-exchange", "workers have the master's key", "--headless", "--key-exchange", "/shared/key")]
    public async Task Option_OfARun_SaysWhatToWriteInstead(string option, string instead, params string[] args)
    {
        var error = await line.ErrorAsync(args);

        Assert.StartsWith($"'{option}' from the command line: was removed: ", error, StringComparison.Ordinal);
        Assert.Contains(instead, error, StringComparison.Ordinal);
        Assert.EndsWith("see docs/guide/several-machines.md", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--wait-for-end", "s0", "s1", "--wait-for-end", "10m")]
    [InlineData("--wait-for-end", "--wait-for-end", "10m", "s0", "s1")]
    [InlineData("--start-at", "s0", "--start-at=1787495100")]
    public async Task Option_OfAReport_SaysWhatToWriteInstead(string option, params string[] args)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["report", .. args]));

        Assert.StartsWith(
            $"'{option}' from the command line: was removed: ",
            Assert.Single(line.Errors),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("BATCH_LOAD_TEST_SHARD", "0/3")]
    [InlineData("batch_load_test_key_exchange", "/shared/key")]
    public async Task Variable_SaysWhatToWriteInstead(string variable, string value)
    {
        line.Variables[variable] = value;

        Assert.StartsWith(
            $"environment variable {variable}: was removed: start one --master",
            await line.ErrorAsync("--headless"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task MemberOfASettingsFile_SaysWhatToWriteInstead()
    {
        line.Write("settings.json", """{ "shard": "0/3" }""");

        Assert.StartsWith(
            "shard in settings.json: was removed: start one --master",
            await line.ErrorAsync("--headless", "--config", "settings.json"),
            StringComparison.Ordinal
        );
    }
}
