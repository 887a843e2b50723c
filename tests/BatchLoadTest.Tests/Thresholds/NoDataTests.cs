using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

/// <summary>Where nothing ended, or nothing was checked, that nothing wrong was found proves nothing.</summary>
public sealed class NoDataTests
{
    private static readonly string[] OfEnds = ["batches.violations", "batches.missed_window", "batches.error_rate"];

    private static readonly string[] OfChecks =
    [
        "results.defects",
        "results.missing",
        "results.malformed",
        "results.counts_disagree",
        "results.no_output",
    ];

    private readonly MetricCatalogue catalogue = new();
    private readonly StatisticsCollector collector = new(
        new StepNames(),
        RunClock.StartNow(TimeProvider.System),
        () => new LoadState(1)
    );

    [Fact]
    public void OnlyUnfinishedBatches_SharesAndViolationsHaveNoDataAndCountsDo()
    {
        Ends(Measure.Batch(BatchOutcome.Unfinished));

        Assert.All(
            [.. OfEnds, .. OfChecks, "results.row_error_rate", "batches.overdue"],
            name => Assert.Null(Value(name))
        );
        Assert.Equal(0, Value("batches.failed"));
        Assert.Equal(1, Value("batches.unfinished"));
        Assert.Equal(1, Value("batches.censored"));
        Assert.Equal(0, Value("batches.foreign_answers"));
    }

    [Fact]
    public void EveryDownloadHangs_DefectsHaveNoDataAndInterruptedCounts()
    {
        Ends(Measure.Batch() with { Findings = new ResultFindings { IsInterrupted = true } });

        Assert.All(OfChecks, name => Assert.Null(Value(name)));
        Assert.All(OfEnds, name => Assert.Equal(0, Value(name)));
        Assert.Equal((1, null), (Value("results.interrupted"), Value("results.unchecked")));
        Assert.Null(Value("results.row_error_rate"));
    }

    [Fact]
    public void ViolationsOfBatchesThatDidNotEnd_AreData()
    {
        Ends(Measure.Batch(BatchOutcome.Unfinished) with { Violations = new BatchViolations(0, 2, 0, 0) });

        Assert.Equal(2, Value("batches.violations"));
        Assert.Null(Value("batches.missed_window"));
    }

    [Fact]
    public void DefectsOfBatchesThatAreNotComplete_AreData()
    {
        var findings = new ResultFindings { OutputRows = 10 };
        findings.Add(ResultDefect.Duplicated, 3);
        Ends(Measure.Batch(BatchOutcome.Failed) with { Findings = findings });

        Assert.Equal(3, Value("results.defects"));
        Assert.Equal(3, Value("results.duplicated"));
        Assert.Null(Value("results.missing"));
        Assert.Equal(0, Value("results.row_error_rate"));
        Assert.Equal(0, Value("results.row_errors"));
    }

    [Fact]
    public void CheckedBatch_HasAllFigures()
    {
        Ends(
            Measure.Batch() with
            {
                Findings = new ResultFindings { IsComplete = true, OutputRows = 10 },
            }
        );

        Assert.All(
            [.. OfEnds, .. OfChecks, "results.unchecked", "results.interrupted"],
            name => Assert.Equal(0, Value(name))
        );
    }

    [Fact]
    public void ForeignAnswer_WithoutAnyBatch_IsData()
    {
        Assert.Null(Value("batches.foreign_answers"));

        collector.ForeignAnswers(2);

        Assert.Equal(2, Value("batches.foreign_answers"));
    }

    [Fact]
    public void DroppedStarts_AreDataOnlyWhereAStartCanBeDropped()
    {
        Assert.Equal((null, null), Dropped(new ClosedLoad(2, 1)));
        Assert.Equal((null, null), Dropped(new InFlightLoad(2, 10)));
        Assert.Equal((0, 0), Dropped(new ArrivalLoad(Schedule.Constant(1), ArrivalPattern.Even, 10)));
    }

    private (double? Share, double? Number) Dropped(LoadProfile profile)
    {
        var statistics = new RunStatistics(
            new StepNames(),
            DateTimeOffset.UnixEpoch,
            new RunTerms { Profile = profile }
        );
        statistics.Add(new Interval { IterationsStarted = 5 });
        var figures = statistics.Snapshot(2, TimeSpan.FromSeconds(1));
        return (catalogue.Find("starts.dropped_rate")!.Read(figures), catalogue.Find("starts.dropped")!.Read(figures));
    }

    private double? Value(string name) => catalogue.Find(name)!.Read(collector.Snapshot(TimeSpan.FromSeconds(1)));

    private void Ends(BatchRecord batch)
    {
        collector.BatchCreated(10);
        collector.BatchEnded(batch);
    }
}
