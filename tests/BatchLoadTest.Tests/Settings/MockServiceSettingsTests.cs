using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class MockServiceSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Alone_EveryOption()
    {
        var mock = await MockAsync(
            "--slots 8 --row-time 5ms --claim 4batches,100rows/1s --service-change 60s:0.5 --service-change 2m:1 "
                + "--slow-with-queue 1% --capacity-limit 50"
        );

        Assert.Equal(
            (8, TimeSpan.FromMilliseconds(5), new ClaimPlan(4, 100, TimeSpan.FromSeconds(1)), 0.01, 50),
            (
                mock.Service.Slots,
                mock.Service.RowTime,
                mock.Service.Claim,
                mock.Service.SlowWithQueue,
                mock.CapacityLimit
            )
        );
        Assert.Equal(
            [new ServiceChange(TimeSpan.FromMinutes(1), 0.5), new ServiceChange(TimeSpan.FromMinutes(2), 1)],
            mock.Service.Changes
        );
        Assert.Empty(mock.Validate());
    }

    [Theory]
    [InlineData("4batches/1s", 4, null, 1000)]
    [InlineData("100rows/500ms", null, 100, 500)]
    [InlineData("100rows,4batches/1s", 4, 100, 1000)]
    [InlineData("1batch,1row/2", 1, 1, 2000)]
    public async Task Claim_Forms(string text, int? batches, int? rows, int milliseconds)
    {
        var mock = await MockAsync("--row-time 0 --claim " + text);
        Assert.Equal(new ClaimPlan(batches, rows, TimeSpan.FromMilliseconds(milliseconds)), mock.Service.Claim);
    }

    [Fact]
    public async Task WithoutSlotsOrClaim_BatchesTakeTheirDuration()
    {
        var mock = await MockAsync("--batch-duration 5s --capacity-limit 3");
        Assert.False(mock.Service.IsOn);
        Assert.Equal((TimeSpan.FromSeconds(5), 3), (mock.BatchDuration, mock.CapacityLimit));
    }

    [Fact]
    public async Task Inside_TheNamesHaveTheirPrefix()
    {
        line.Variables["BATCH_LOAD_TEST_MOCK_CLAIM"] = "4batches/1s";
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync([.. "--host mock --mock-slots 8 --mock-service-change 60s:0.5".Split(' ')])
        );
        Assert.Equal(8, line.Run!.Mock.Service.Slots);
        Assert.Equal(new ClaimPlan(4, null, TimeSpan.FromSeconds(1)), line.Run.Mock.Service.Claim);
        Assert.Single(line.Run.Mock.Service.Changes);
    }

    [Theory]
    [InlineData("--slots|-1", "--slots '-1' from the command line: must be a whole number from 0 to 1,000,000")]
    [InlineData("--slots|many|--row-time|5ms", "--slots 'many' from the command line: must be a whole number from 0")]
    [InlineData("--slots|2|--row-time|fast", "--row-time 'fast' from the command line: must be a duration")]
    [InlineData(
        "--claim|4/1s",
        "--claim '4/1s' from the command line: must be batches, rows or both (1 to 1,000,000) each interval above zero, such as 4batches,100rows/1s"
    )]
    [InlineData("--claim|0rows/1s", "--claim '0rows/1s' from the command line: must be batches, rows or both")]
    [InlineData("--claim|4batches", "--claim '4batches' from the command line: must be batches, rows or both")]
    [InlineData("--claim|4batches/0", "--claim '4batches/0' from the command line: must be batches, rows or both")]
    [InlineData("--claim|4batches,5batches/1", "--claim '4batches,5batches/1' from the command line: must be batches,")]
    [InlineData("--claim|nine/1s|--row-time|1s", "--claim 'nine/1s' from the command line: must be batches, rows or")]
    [InlineData(
        "--slots|2|--service-change|60s",
        "--service-change '60s' from the command line: must be a time after the start and a speed above 0, at most 1,000, such as 60s:0.5"
    )]
    [InlineData("--slots|2|--service-change|60s:0", "--service-change '60s:0' from the command line: must be a time")]
    [InlineData("--slots|2|--slow-with-queue|2", "--slow-with-queue '2' from the command line: must be a share from 0")]
    [InlineData(
        "--capacity-limit|some",
        "--capacity-limit 'some' from the command line: must be a whole number from 0"
    )]
    [InlineData(
        "--row-time|5ms",
        "--row-time '5ms' from the command line: counts with --slots above 0 or with --claim only"
    )]
    [InlineData(
        "--slow-with-queue|1%|--slots|0",
        "--slow-with-queue '1%' from the command line and --slots '0' from the command line: counts with --slots above 0"
    )]
    [InlineData("--service-change|1s:2", "--service-change '1s:2' from the command line: counts with --slots above 0")]
    [InlineData(
        "--batch-duration|5s|--slots|2",
        "--batch-duration '5s' from the command line and --slots '2' from the command line: a batch takes as long as"
    )]
    [InlineData(
        "--batch-duration|5s|--claim|4batches/1s",
        "--batch-duration '5s' from the command line and --claim '4batches/1s' from the command line: a batch takes as"
    )]
    public async Task Alone_Refused(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["mock", .. args.Split('|')]));
        Assert.StartsWith(expected, Assert.Single(line.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mock-row-time|5ms", "has an effect with --host mock only")]
    [InlineData("--mock-capacity-limit|5", "has an effect with --host mock only")]
    public async Task Inside_OfAnotherHost_IsRefusedOnce(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "http://h", .. args.Split('|')]));
        Assert.EndsWith(expected, Assert.Single(line.Errors), StringComparison.Ordinal);
    }

    private async Task<MockServerOptions> MockAsync(string args)
    {
        var code = await line.InvokeAsync(["mock", .. args.Split(' ')]);
        Assert.True(code == ExitCodes.Success, line.Error);
        return line.Mock!;
    }
}
