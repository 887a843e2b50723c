using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Reporting;

public sealed class RunVerdictTests
{
    [Fact]
    public void Of_ARunThatSentNothing_IsFailedInWordsWhateverTheThresholds()
    {
        var verdict = RunVerdict.Of(SampleRun.EmptyReport);

        Assert.Equal(("FAILED", VerdictKind.Bad), (verdict.Word, verdict.Kind));
        Assert.Equal(
            "not one request of the load was sent, so nothing was tested; no thresholds were set",
            verdict.Reason
        );
    }

    [Fact]
    public void Of_ARunWhoseRequestsWereAllCutOff_HasSentSomething()
    {
        Assert.False(RunSent.Nothing(CutOff));
        Assert.Equal("PASSED", RunVerdict.Of(SampleRun.EmptyReport with { Final = CutOff }).Word);
    }

    [Fact]
    public void Of_ARunThatLostItsJournal_SaysWhyItFailed()
    {
        var whole = SampleRun.EmptyReport with { Final = CutOff };

        var verdict = RunVerdict.Of(
            whole with
            {
                ExitCode = 4,
                Ending = whole.Ending with { Problem = "run.jsonl was removed" },
            }
        );

        Assert.Equal(("FAILED", "run.jsonl was removed; no thresholds were set"), (verdict.Word, verdict.Reason));
    }

    // 30 s of warm-up were asked for; the signal came after 6 s of it.
    [Fact]
    public void Of_ARunThatEndedInItsWarmUp_TellsTheTimeThatWas()
    {
        var plan = new LoadPlan { Profile = new ClosedLoad(3, 3), WarmUp = TimeSpan.FromSeconds(30) };
        var run = SampleRun.EmptyReport.Run with { Plan = plan };
        var report = SampleRun.EmptyReport with
        {
            Run = run,
            Final = CutOff,
            Ending = SampleRun.EmptyReport.Ending with
            {
                End = RunEnd.Interrupted,
                EndedAt = run.StartedAt.AddSeconds(-23),
                Load = SampleRun.EmptyReport.Ending.Load with
                {
                    WarmUpCutAfter = TimeSpan.FromSeconds(6),
                    LoadTime = TimeSpan.Zero,
                    StopTime = TimeSpan.FromSeconds(1),
                },
            },
        };

        Assert.StartsWith(
            "by SIGINT after 7.00 s, in the warm-up; ",
            RunVerdict.Of(report).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(run.StartedAt.AddSeconds(-30), report.StartedAt);
        var facts = RunWords.Facts(report).ToDictionary(StringComparer.Ordinal);
        Assert.StartsWith("6.00 s of the warm-up and none of the load, then ", facts["time"], StringComparison.Ordinal);
        Assert.StartsWith("ended after 6.00 s of 30s, in no other figure", facts["warm-up"], StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_OfARunThatEndedBeforeItsLoad_SayNoTime()
    {
        var report = SampleRun.EmptyReport with
        {
            Ending = SampleRun.EmptyReport.Ending with { Load = LoadOutcome.None },
        };

        var facts = RunWords.Facts(report).ToDictionary(StringComparer.Ordinal);
        Assert.Equal("the load did not begin", facts["time"]);
    }

    [Fact]
    public void Facts_OfALoadThatBeganLate_SayFromWhenItCounts()
    {
        var report = SampleRun.EmptyReport with
        {
            Ending = SampleRun.EmptyReport.Ending with
            {
                Load = SampleRun.EmptyReport.Ending.Load with { BeganAfter = TimeSpan.FromSeconds(3) },
            },
        };

        var facts = RunWords.Facts(report).ToDictionary(StringComparer.Ordinal);
        Assert.StartsWith("3.00 s until the load began, ", facts["time"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ArrivalPattern.Poisson, "5/s asked for, 3.65/s applied (chance makes 100 ± 20 starts of it); 73 due, ")]
    [InlineData(ArrivalPattern.Even, "5/s asked for, 3.65/s applied; 73 due, ")]
    public void Starts_SayWhatWasAskedForAndApplied(ArrivalPattern arrivals, string words)
    {
        var plan = new LoadPlan { Profile = new ArrivalLoad(Schedule.Constant(5), arrivals, 100) };
        var load = SampleRun.EmptyReport.Ending.Load with { LoadTime = TimeSpan.FromSeconds(20) };

        Assert.StartsWith(
            words,
            StartSentences.Of(plan, new StartSummary { Started = 73 }, load),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(5.8, true)]
    [InlineData(19.2, false)]
    public void Caveats_OfBatchesInFlight_SayThatThereWereNeverAsMany(double inFlight, bool isSaid)
    {
        var plan = new LoadPlan { Profile = new InFlightLoad(20, 100) };
        var final = CutOff with
        {
            Pace = new PaceSummary { Seconds = 30, InFlight = inFlight },
        };

        var caveats = RunCaveats.Of(plan, SampleRun.EmptyReport.Ending.Load, final);

        Assert.Equal(
            isSaid,
            caveats.Any(line => line.Contains("5.8 of 20 batches were in flight on average", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Of_ASearchThatWasInterrupted_SaysTheBoundsSoFar()
    {
        var whole = SampleRun.EmptyReport with { Final = CutOff };
        var capacity = new CapacityReport("batches/s", 10, new CapacityResult(CapacityEnding.Unfinished, 8, 16));

        var verdict = RunVerdict.Of(
            whole with
            {
                Ending = whole.Ending with { End = RunEnd.Interrupted, Capacity = capacity },
            }
        );

        Assert.Equal("INTERRUPTED", verdict.Word);
        Assert.EndsWith(
            "; between 8 and 16 batches/s (28,800–57,600 an hour); the lower bound is not confirmed; batches of 10 rows; "
                + "ended before it was done",
            verdict.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_OnlyAKeyWasCreated_IsNoLoad() =>
        Assert.True(
            RunSent.Nothing(
                SampleRun.NothingYet with
                {
                    Steps = [SampleRun.Figures(BatchLoadTest.Measurements.Step.Key, 3, 0, 1)],
                }
            )
        );

    [Fact]
    public void Evaluate_ARunThatCouldNotRun_HasNoThresholdThatPassed()
    {
        var catalogue = new MetricCatalogue();
        Threshold[] thresholds =
        [
            new("requests >= 0", "--threshold", catalogue.Find("requests")!, ThresholdOperator.GreaterOrEqual, 0),
            new("requests > 5", "--threshold", catalogue.Find("requests")!, ThresholdOperator.Greater, 5),
        ];

        Assert.Equal(
            [ThresholdVerdict.DoesNotApply, ThresholdVerdict.Failed],
            ThresholdEvaluator
                .Evaluate(thresholds, SampleRun.NothingYet, couldNotRun: true)
                .Select(result => result.Verdict)
        );
    }

    [Theory]
    [InlineData(null, "1,240 started = 1,217 completed + 23 interrupted")]
    [InlineData(17L, "1,240 started = 1,200 completed + 17 failed + 23 interrupted")]
    public void Facts_Iterations_AddUp(long? failed, string words)
    {
        var load = SampleRun.Report.Ending.Load with { Completed = 1_217 - (failed ?? 0), Failed = failed };
        var report = SampleRun.Report with { Ending = SampleRun.Report.Ending with { Load = load } };

        Assert.Equal(words, RunWords.Facts(report).Single(fact => fact.Key == "iterations").Value);
    }

    [Fact]
    public void Caveats_BatchesNotAwaited_AreNamedAndNoFailures()
    {
        var outcomes = new long[BatchLoadTest.Measurements.BatchOutcomes.Count];
        outcomes[(int)BatchLoadTest.Measurements.BatchOutcome.Completed] = 7;
        outcomes[(int)BatchLoadTest.Measurements.BatchOutcome.TimedOut] = 3;
        var notAwaited = new long[outcomes.Length];
        notAwaited[(int)BatchLoadTest.Measurements.BatchOutcome.TimedOut] = 2;
        var batches = SampleRun.NothingYet.Batches with
        {
            Created = 10,
            ByOutcome = outcomes,
            NotAwaitedByOutcome = notAwaited,
        };

        Assert.Equal((1L, 8L, 0.125), (batches.Failures, batches.Ended, batches.FailedShare!.Value));
        Assert.Contains(
            (SampleRun.Report with { Final = SampleRun.NothingYet with { Batches = batches } }).Caveats,
            caveat =>
                caveat.StartsWith(
                    "2 batches not awaited: given up within their completion window by --batch-timeout or --max-polls",
                    StringComparison.Ordinal
                )
        );
    }

    private static RunSnapshot CutOff { get; } =
        SampleRun.NothingYet with
        {
            Steps = [SampleRun.Figures(BatchLoadTest.Measurements.Step.Upload, 0, 0, 1) with { Interrupted = 1 }],
        };
}
