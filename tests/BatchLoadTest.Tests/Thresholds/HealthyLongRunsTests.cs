using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

/// <summary>Healthy runs that nobody waits for in a test pass on defaults too.</summary>
public sealed class HealthyLongRunsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task BatchOfThirtyMinutes_Passes()
    {
        // As settings make it of a run without an end; the service of these tests knows nothing of results.
        await using var harness = await WorkflowHarness.CreateAsync(
            new()
            {
                Verify = VerifyMode.Metadata,
                MaxPolls = int.MaxValue,
                CheckResults = CheckMode.Off,
            }
        );
        // 2 + 3 + … + 30 s and so on: 66 polls are half an hour.
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 66));
        await harness.RunAsync();

        Assert.InRange(harness.Batch.Turnaround.TotalMinutes, 29, 31);
        var statistics = new RunStatistics(new StepNames(), DateTimeOffset.UnixEpoch);
        var interval = new Interval { JudgedSteps = 1 };
        harness.Sink.Measurements.ToList().ForEach(each => interval.Add(each, default));
        interval.BatchCreated(2);
        interval.BatchesEnded.Add(harness.Batch);
        statistics.Add(interval);
        AssertPassed(statistics.Snapshot(0, TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void Soak_Passes()
    {
        var run = new SimulatedTest
        {
            Seed = 5,
            Seconds = 1_800,
            Users = 10,
            FailRate = 0,
        }.Record(folder.Path);

        Assert.True(run.Final.Total.Requests > 50_000);
        AssertPassed(run.Final);
    }

    private static void AssertPassed(RunSnapshot snapshot)
    {
        var results = ThresholdEvaluator.Evaluate(
            new DefaultThresholds(new MetricCatalogue()).All(
                new DefaultLimits
                {
                    P95 = TimeSpan.FromSeconds(1),
                    ErrorRate = 0.01,
                    BatchErrorRate = 0.01,
                    ChecksResults = true,
                    ChecksRows = true,
                }
            ),
            snapshot
        );

        Assert.All(results, result => Assert.False(result.IsMissed, $"{result.Text}: {result.ActualText}"));
        Assert.Contains(results, result => result.Passed);
    }
}
