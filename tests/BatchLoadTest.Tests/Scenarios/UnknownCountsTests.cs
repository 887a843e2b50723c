using System.Globalization;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Scenarios;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>Counts that a service leaves out in some answers, watched from poll to poll.</summary>
public sealed class UnknownCountsTests
{
    // Each answer as total/completed/failed, a dash for what is not there.
    [Theory]
    [InlineData("4/2/0 4/-/- 4/3/0", 0, 1)]
    [InlineData("4/2/0 -/-/- 4/2/0", 0, 2)]
    [InlineData("4/2/0 4/-/- 4/1/0", 1, 1)]
    [InlineData("4/2/1 4/2/- 4/2/0", 1, 1)]
    [InlineData("4/-/- 4/0/0 4/1/0", 0, 0)]
    [InlineData("4/2/0 4/1/-", 1, 0)]
    public void Observe_CountsThatAreNotThere_NeitherShrinkNorTellAnythingNew(string answers, int shrank, int wasted)
    {
        var lifeCycle = new BatchLifeCycle();
        foreach (var answer in answers.Split(' '))
        {
            long?[] counts =
            [
                .. answer
                    .Split('/')
                    .Select(text => text == "-" ? (long?)null : long.Parse(text, CultureInfo.InvariantCulture)),
            ];
            var batch = new Batch
            {
                Id = "batch-1",
                Status = new BatchStatus(BatchState.InProgress, "in_progress"),
                Counts = counts is [null, null, null] ? null : new RequestCounts(counts[0], counts[1], counts[2]),
            };
            lifeCycle.Observe(batch, TimeSpan.Zero, isPoll: true);
        }

        Assert.Equal((shrank, wasted), (lifeCycle.Violations.CountsShrank, lifeCycle.WastedPolls));
    }
}
