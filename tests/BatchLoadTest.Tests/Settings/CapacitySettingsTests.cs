using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class CapacitySettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("over 30s")]
    [InlineData("from 30s")]
    [InlineData("abort")]
    public async Task ThresholdOnAPartOfARun_IsRefused(string part)
    {
        var threshold = $"error_rate < 1% {part}";
        Assert.Equal(
            ExitCodes.WrongUsage,
            await line.InvokeAsync("capacity", "--host", "mock", "--threshold", threshold)
        );
        Assert.EndsWith(
            "each level is judged as a whole: over, from and abort have no meaning",
            Assert.Single(line.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Defaults_RaiseARateFromOne_ByTheThresholdsOfARun()
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("capacity", "--host", "mock"));
        var settings = line.Run!;

        Assert.Equal(
            (1, null, 0.1),
            (settings.Capacity!.Bounds.From, settings.Capacity.Bounds.To, settings.Capacity.Bounds.Resolution)
        );
        Assert.Contains(settings.Capacity.Thresholds, each => each.Text == "error_rate <= 1%");
        Assert.Empty(settings.Verdict.Thresholds);
        Assert.True(settings.Headless);
        Assert.Equal(TimeSpan.FromHours(2), settings.Load.RunTime);
        Assert.Equal(0, Assert.IsType<ArrivalLoad>(settings.Load.Profile).Rate.Last);
    }

    [Theory]
    [InlineData("--users|5", "'--users' from the command line: an option of the command run only")]
    [InlineData("--abort-on-fail", "'--abort-on-fail' from the command line: an option of the command run only")]
    [InlineData(
        "--from|10/s|--to|5/s",
        "--to '5/s' from the command line and --from '10/s' from the command line: must be above --from"
    )]
    [InlineData("--resolution|80%", "--resolution '80%' from the command line: must be above 0 and at most 50 %")]
    [InlineData(
        "--sizes|10,10",
        "--sizes '10,10' from the command line: must be different numbers of rows, 1 to 1,000,000, such as 10,1000"
    )]
    [InlineData(
        "--sizes|10,20|--test-data|x.jsonl",
        "--sizes '10,20' from the command line and --test-data 'x.jsonl' from the command line: each says what is uploaded; give one of them"
    )]
    [InlineData(
        "--sizes|10,20|--generate-requests|4",
        "--sizes '10,20' from the command line and --generate-requests '4' from the command line: each says what is uploaded; give one of them"
    )]
    [InlineData(
        "--sizes|10,20|--junit|j.xml",
        "--sizes '10,20' from the command line and --junit 'j.xml' from the command line: each size has reports in a folder of its own, and the last would replace the others here"
    )]
    [InlineData(
        "--of|users|--arrivals|even",
        "--of 'users' from the command line and --arrivals 'even' from the command line: only a rate has a use for it"
    )]
    [InlineData(
        "--wait|1s",
        "--of 'rate' by default and --wait '1s' from the command line: workflows start by themselves, and not after each other; leave one out"
    )]
    [InlineData(
        "--of|users|--from|1.5",
        "--from '1.5' from the command line: with --of users it is a number of users: whole, without a unit"
    )]
    [InlineData(
        "--of|users|--from|2/s",
        "--from '2/s' from the command line: with --of users it is a number of users: whole, without a unit"
    )]
    [InlineData(
        "--of|users|--to|120/m",
        "--to '120/m' from the command line: with --of users it is a number of users: whole, without a unit"
    )]
    [InlineData(
        "--level-time|5m|--max-time|1m",
        "--max-time '1m' from the command line and --level-time '5m' from the command line: must be above --level-time: no level could pass"
    )]
    [InlineData(
        "--sizes|1,5|--json",
        "--sizes '1,5' from the command line and --json 'true' from the command line: each size would print a JSON document of its own; metrics.json in the folder of each has its figures"
    )]
    public async Task Wrong_IsOneErrorThatNamesTheSetting(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["capacity", "--host", "mock", .. args.Split('|')]));
        Assert.Equal([expected], line.Errors);
    }

    [Fact]
    public async Task Sizes_AreGenerated_WithBytesOfTheirOwn()
    {
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync("capacity", "--host", "mock", "--sizes", "10,20", "--generate-bytes", "300B")
        );
        Assert.Equal([10, 20], line.Run!.Capacity!.Sizes);
        Assert.Equal((1, 300), (line.Run.Data.GeneratedRows, line.Run.Data.GeneratedRowBytes));
    }

    [Fact]
    public async Task LocustVariables_OfTheLoad_ChangeNothing()
    {
        line.Variables["LOCUST_RUN_TIME"] = "5";
        line.Variables["LOCUST_USERS"] = "5";

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("capacity", "--host", "mock"));
        Assert.Equal(TimeSpan.FromHours(2), line.Run!.Load.RunTime);
        Assert.IsType<ArrivalLoad>(line.Run.Load.Profile);
    }
}
