using BatchLoadTest.Load;
using BatchLoadTest.Scenarios.Data;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class DataWatchTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Change_AskedByManyAtOnce_LooksOnceInEachInterval()
    {
        using var data = new CountedData();
        var watch = new DataWatch(data, clock);

        for (var interval = 1; interval <= 3; interval++)
        {
            for (var user = 0; user < 50; user++)
            {
                Assert.Null(watch.Change());
            }

            Assert.Equal(interval, data.Looks);
            clock.Advance(DataWatch.Interval);
        }
    }

    [Fact]
    public void Change_RightAfterALook_IsToldAfterTheInterval()
    {
        using var data = new CountedData();
        var watch = new DataWatch(data, clock);
        Assert.Null(watch.Change());

        data.News = "changed";
        clock.Advance(DataWatch.Interval - TimeSpan.FromTicks(1));
        Assert.Null(watch.Change());
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("changed", watch.Change());
    }

    [Fact]
    public async Task RunAsync_DataHasChanged_SendsNothingMoreAndSaysWhy()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        Assert.Equal(IterationResult.Completed, await harness.RunAsync());
        var sent = harness.Requests.Count;

        await File.AppendAllTextAsync(harness.DataPath, "\n");
        harness.Clock.Advance(DataWatch.Interval);

        Assert.Equal(IterationResult.Interrupted, await harness.RunAsync());
        Assert.Equal(sent, harness.Requests.Count);
        Assert.StartsWith(
            $"data file {harness.DataPath} changed while the run went on: it has ",
            Assert.Single(harness.CannotGoOn),
            StringComparison.Ordinal
        );
    }

    private sealed class CountedData : IRequestData
    {
        public int Looks { get; private set; }

        public string? News { get; set; }

        public string Description => "";

        public int Rows => 1;

        public long Bytes => 1;

        public string Endpoint => "";

        public string? Change()
        {
            Looks++;
            return News;
        }

        public Upload NextUpload(int user, long number) => throw new NotSupportedException();

        public IRowIds IdsOf(string? suffix) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
