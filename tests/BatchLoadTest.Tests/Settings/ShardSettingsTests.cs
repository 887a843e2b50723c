using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Tests.Settings;

public sealed class ShardSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Shard_TakesItsShareOfUsersRateAndIterations()
    {
        List<LoadPlan> plans = [];
        for (var index = 0; index < 3; index++)
        {
            plans.Add((await RunAsync("--users", "10", "-r", "5", "--iterations", "8", "--shard", $"{index}/3")).Load);
        }

        Assert.Equal([4, 3, 3], plans.Select(plan => ((ClosedLoad)plan.Profile).Users));
        Assert.Equal([3, 3, 2], plans.Select(plan => plan.Iterations));
        Assert.Equal(5, plans.Sum(plan => ((ClosedLoad)plan.Profile).SpawnRate), 9);
    }

    [Fact]
    public async Task Shard_OfAProfile_SharesWhatTheProfileSays()
    {
        var plan = (await RunAsync("--profile", "smoke", "--shard", "2/3")).Load;

        Assert.Equal(3, ((ClosedLoad)plan.Profile).Users);
        Assert.Equal(TimeSpan.FromMinutes(2), plan.RunTime);
    }

    [Theory]
    [InlineData("3/3")]
    [InlineData("-1/3")]
    [InlineData("1")]
    [InlineData("$(JOB_COMPLETION_INDEX)/3")]
    public async Task Shard_WrongText_SaysThatTheIndexCountsFromZero(string text) =>
        Assert.Contains(
            "an index from 0",
            await line.ErrorAsync("--headless", "--users", "9", $"--shard={text}"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("some would have none", "--users", "2", "--shard", "0/3", "--headless")]
    [InlineData("more shards than iterations", "--users", "9", "--iterations", "2", "--shard", "0/3", "--headless")]
    [InlineData("needs --headless", "--users", "9", "--shard", "0/3")]
    [InlineData("needs --headless", "--start-at", "2026-08-23T14:25:00Z")]
    [InlineData("needs --shard", "--key-exchange", "key", "--headless")]
    [InlineData(
        "no key is created",
        "--users",
        "3",
        "--shard",
        "0/3",
        "--key-exchange",
        "key",
        "--auth",
        "none",
        "--headless"
    )]
    public async Task Setting_ThatDoesNotFit_IsRefused(string words, params string[] args) =>
        Assert.Contains(words, await line.ErrorAsync(args), StringComparison.Ordinal);

    // Found before the load begins, not two minutes into it; also by those that only take the key.
    [Theory]
    [InlineData("/proc/nowhere/key")]
    [InlineData("/")]
    [InlineData("folder/")]
    [InlineData("/dev/null/key")]
    public async Task KeyExchange_NoFileCanBeThere_IsRefusedWithWhatIsAllowed(string path)
    {
        var error = await line.ErrorAsync("--headless", "--users", "3", "--shard", "1/3", "--key-exchange", path);

        Assert.Contains($"--key-exchange '{path}' ", error, StringComparison.Ordinal);
        Assert.Contains("in a folder that all shards see and can write to", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyExchange_OfALoadThatRuns_MayBeThere()
    {
        var path = line.Write("key", "");

        var settings = await RunAsync("--users", "3", "--shard", "0/3", "--key-exchange", "key");

        Assert.Equal(path, settings.Key.ExchangeFile);
        Assert.Equal([path], Directory.GetFileSystemEntries(line.WorkingDirectory));
    }

    [Theory]
    [InlineData("2026-08-23T14:25:00Z", 1787495100)]
    [InlineData("2026-08-23T14:25:00", 1787495100)]
    [InlineData("2026-08-23T14:25Z", 1787495100)]
    [InlineData("2026-08-23T16:25:00+02:00", 1787495100)]
    [InlineData("1787495100", 1787495100)]
    public async Task StartAt_ReadsMoments(string text, long seconds) =>
        Assert.Equal(seconds, (await RunAsync("--start-at", text)).Start.StartAt!.Value.ToUnixTimeSeconds());

    [Theory]
    [InlineData("1787495100000")]
    [InlineData("tomorrow")]
    [InlineData("14:25")]
    [InlineData("08/23/2026")]
    public async Task StartAt_SomethingElse_IsRefused(string text) =>
        Assert.Contains(
            "must be a moment such as",
            await line.ErrorAsync("--headless", "--start-at", text),
            StringComparison.Ordinal
        );

    private Task<BatchLoadTest.Settings.RunSettings> RunAsync(params string[] args) =>
        line.RunAsync(["--headless", .. args]);
}
