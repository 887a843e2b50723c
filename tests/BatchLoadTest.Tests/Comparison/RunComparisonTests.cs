using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Comparison;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison;

public sealed class RunComparisonTests
{
    [Fact]
    public void Notes_ASearchForTheLargestLoad_SayWhatItFound()
    {
        var run = Constant(50);
        var search = run with
        {
            Ending = run.Ending with
            {
                Capacity = new CapacityReport("batches/s", 10, new CapacityResult(CapacityEnding.Found, 4, 4.4)),
            },
        };

        Assert.Contains(
            RunComparison.Of(run, search).Notes,
            note =>
                note.StartsWith(
                    "NEW is a search for the largest load, between 4 and 4.4 batches/s (14,400–15,840 an hour)",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Notes_ARunThatMissedAThreshold_SayWhich()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var run = new SimulatedTest { Seed = 1, Seconds = 20 };
        var failed = run.Record(
            folder.Path,
            run.Facts with
            {
                Thresholds = [new("requests < 5", "--threshold"), new("rps > 0", "--threshold")],
            }
        );

        var notes = RunComparison.Of(run.Record(other.Path), failed).Notes;

        Assert.Single(notes, note => note.StartsWith("NEW did not meet requests < 5 (", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains("rps > 0", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameRunTwice_HasNoDifference_AndThatIsSaid()
    {
        using var folder = new TemporaryFolder();
        var run = new SimulatedTest { Seed = 1, Seconds = 20 }.Record(folder.Path);

        var comparison = RunComparison.Of(run, run);
        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
        Assert.All(
            comparison.Rows.Where(row => row.Change is not null),
            row => Assert.Equal((0, 1), (row.Change, row.PValue))
        );
        Assert.Empty(comparison.Differences);
        Assert.Equal(["BASE and NEW are the same run"], comparison.Notes);
    }

    [Fact]
    public void EqualConstants_AreNoDifference() =>
        Assert.Equal(ComparisonVerdict.NoDifference, RunComparison.Of(Constant(50), Constant(50)).Verdict);

    [Theory]
    [InlineData(50, 60, ComparisonVerdict.Worse)]
    [InlineData(60, 50, ComparisonVerdict.Better)]
    // 4 % of the base, and less than a millisecond: no more than what two like runs may differ by.
    [InlineData(50, 52, ComparisonVerdict.NoDifference)]
    [InlineData(2, 2.8, ComparisonVerdict.NoDifference)]
    [InlineData(2, 3.2, ComparisonVerdict.Worse)]
    public void DifferentConstants_DifferWhereThatIsMoreThanTheLeast(
        double baseline,
        double newer,
        ComparisonVerdict expected
    )
    {
        var row = Row(RunComparison.Of(Constant(baseline), Constant(newer)), "upload p50");

        Assert.Equal(expected, row.Verdict);
        Assert.Equal(newer - baseline, row.Change!.Value, 0.05);
        Assert.Equal((row.Change, row.Change), (row.Low, row.High));
    }

    [Fact]
    public void ATail_ThatChangedByLessThanTheGeneratorWasLate_IsNoDifference_AndThatIsSaid()
    {
        var calm = Late(50, delay: 1);
        var busy = Late(60, delay: 30);

        var comparison = RunComparison.Of(calm, busy);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "upload p95").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "upload p50").Verdict);
        Assert.Equal("within own 30 ms", ComparisonWords.Word(Row(comparison, "upload p95")));
        Assert.Equal("worse", ComparisonWords.Word(Row(comparison, "upload p50")));
        Assert.Contains(
            "the machine of the load was busy: in the mean second this program was late by up to 1.0 ms in BASE, 30 ms in NEW; "
                + "changes of p95 and p99 by less count as none",
            comparison.Notes
        );
        Assert.Equal(ComparisonVerdict.Worse, Row(RunComparison.Of(calm, Late(85, delay: 30)), "upload p95").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(RunComparison.Of(calm, Late(60, delay: 2)), "upload p95").Verdict);

        static RecordedRun Late(double milliseconds, double delay) =>
            Run(
                (interval, _) =>
                {
                    ScriptedRun.AddRequests(interval, Step.Upload, 20, milliseconds);
                    interval.Generator = new GeneratorSample(0, TimeSpan.Zero, TimeSpan.FromMilliseconds(delay));
                }
            );
    }

    [Fact]
    public void AnErrorRateThatRises_IsWorse_ThoughTheFailuresAreFast()
    {
        var good = Run((interval, _) => ScriptedRun.AddRequests(interval, Step.Create, 30, 40));
        var bad = Run(
            (interval, second) => ScriptedRun.AddRequests(interval, Step.Create, 30, 5, failed: 3 + (second % 2))
        );

        var comparison = RunComparison.Of(good, bad);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "create error rate").Verdict);
        Assert.Equal(ComparisonVerdict.Better, Row(comparison, "create p50").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, comparison.Verdict);
        Assert.Equal(double.PositiveInfinity, Row(comparison, "create error rate").RelativeChange);
    }

    [Fact]
    public void AFewFailures_AreNoise()
    {
        var good = Run((interval, _) => ScriptedRun.AddRequests(interval, Step.Create, 30, 40));
        var unlucky = Run(
            (interval, second) => ScriptedRun.AddRequests(interval, Step.Create, 30, 40, failed: second == 9 ? 2 : 0)
        );

        Assert.Equal(ComparisonVerdict.NoDifference, RunComparison.Of(good, unlucky).Verdict);
    }

    [Fact]
    public void AServiceThatIsSilent_IsWorse_ThoughItHasNoLatency()
    {
        var silent = Run((_, _) => { });

        var comparison = RunComparison.Of(Constant(50), silent);
        var rate = Row(comparison, "total requests/s");
        Assert.Equal((20.0, 0.0, ComparisonVerdict.Worse), (rate.Base, rate.New, rate.Verdict));
        Assert.Equal(ComparisonVerdict.NotEnoughData, Row(comparison, "upload p50").Verdict);
        Assert.Null(Row(comparison, "upload p50").New);
        Assert.Equal(ComparisonVerdict.Worse, comparison.Verdict);
    }

    [Fact]
    public void TwoRunsWithoutARequest_HaveNothingToCompare()
    {
        var comparison = RunComparison.Of(Run((_, _) => { }), Run((_, _) => { }));

        Assert.Empty(comparison.Rows);
        Assert.Equal(ComparisonVerdict.NotEnoughData, comparison.Verdict);
    }

    [Fact]
    public void RunsThatAreTooShort_HaveNotEnoughData()
    {
        using var folder = new TemporaryFolder();
        var one = new SimulatedTest { Seed = 1, Seconds = 5 }.Record(folder.Path);
        using var other = new TemporaryFolder();
        var slow = new SimulatedTest
        {
            Seed = 2,
            Seconds = 5,
            Slowness = 3,
        }.Record(other.Path);

        var comparison = RunComparison.Of(one, slow);
        Assert.Equal(ComparisonVerdict.NotEnoughData, comparison.Verdict);
        Assert.All(comparison.Rows, row => Assert.Null(row.Change));
        Assert.Contains(comparison.Rows, row => row.Base > 0 && row.New > 0);
        Assert.StartsWith(
            "the whole load, since all users ran for too short a time",
            comparison.Scope,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AP99_NeedsMoreRequestsThanAMedian()
    {
        // 18 seconds of 20.
        var comparison = RunComparison.Of(Constant(50), Constant(50));

        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "upload p50").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "upload p95").Verdict);
        Assert.Equal(ComparisonVerdict.NotEnoughData, Row(comparison, "upload p99").Verdict);
    }

    [Fact]
    public void LikeRunsOfDifferentLength_HaveNoDifference()
    {
        using var folder = new TemporaryFolder();
        var one = new SimulatedTest { Seed = 11, Seconds = 30 }.Record(folder.Path);
        using var other = new TemporaryFolder();
        var longer = new SimulatedTest { Seed = 12, Seconds = 120 }.Record(other.Path);

        Assert.Equal(ComparisonVerdict.NoDifference, RunComparison.Of(one, longer).Verdict);
    }

    [Fact]
    public void SecondsInWhichUsersStillCame_AreLeftOut()
    {
        var rising = Run(
            (interval, second) =>
            {
                interval.Users = Math.Min(10, second + 1);
                ScriptedRun.AddRequests(interval, Step.Upload, interval.Users * 2, second < 9 ? 5 : 50);
            },
            seconds: 30
        );

        var comparison = RunComparison.Of(Constant(50), rising);
        Assert.Equal(50, Row(comparison, "upload p50").New!.Value, 0.1);
        Assert.StartsWith(
            "the seconds in which all users ran: 19 seconds of BASE, 20 of NEW",
            comparison.Scope,
            StringComparison.Ordinal
        );
        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
    }

    [Fact]
    public void Batches_ThatTakeLongerAndFail_AreWorse()
    {
        var good = Run((interval, second) => AddBatches(interval, second, 2, failed: false));
        var bad = Run((interval, second) => AddBatches(interval, second, 4, failed: second % 3 == 0));

        var comparison = RunComparison.Of(good, bad);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch turnaround p50").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch turnaround p95").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch running").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch failed").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch rows/s").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch defective").Verdict);
    }

    [Fact]
    public void Reads_WhoseFirstRowComesLaterAndThatMissRows_AreWorse()
    {
        var good = Run((interval, second) => AddReads(interval, second, firstRow: 0.3, skipped: 0));
        var bad = Run((interval, second) => AddReads(interval, second, firstRow: 0.6, skipped: 2));

        var comparison = RunComparison.Of(good, bad);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "read p50").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch first row p50").Verdict);
        Assert.Equal(ComparisonVerdict.Worse, Row(comparison, "batch first row p95").Verdict);
        Assert.Equal(600, Row(comparison, "batch first row p50").New!.Value, 10.0);
        // Half of the batches were judged, each of them with 2 of its 10 rows skipped.
        var skipped = Row(comparison, "batch rows skipped");
        Assert.Equal((0.0, 0.2, ComparisonVerdict.Worse), (skipped.Base, skipped.New, skipped.Verdict));
        Assert.Equal(1.0, Row(comparison, "batch read with faults").New);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch rows doubled").Verdict);
        Assert.Equal(ComparisonVerdict.NoDifference, Row(comparison, "batch turnaround p50").Verdict);

        static void AddReads(Interval interval, int second, double firstRow, int skipped)
        {
            ScriptedRun.AddRequests(interval, Step.Read, 20, 10 * firstRow);
            for (var batch = 0; batch < 20; batch++)
            {
                var isJudged = batch % 2 == 0;
                var reads = new ReadFindings
                {
                    Reads = 3,
                    IsJudged = isJudged,
                    FirstRow = TimeSpan.FromSeconds(firstRow + (0.01 * (second % 2))),
                };
                reads.Add(ReadFault.Skipped, isJudged ? skipped : 0);
                interval.BatchesEnded.Add(ScriptedRun.Batch(2) with { Reads = reads });
            }
        }
    }

    [Fact]
    public void WhereNothingWasRead_NoFigureSaysSoByAZero()
    {
        var run = Run((interval, second) => AddBatches(interval, second, 2, failed: false));

        Assert.DoesNotContain(
            RunComparison.Of(run, run).Rows,
            row =>
                row.Metric.Name.Contains("row p", StringComparison.Ordinal)
                || row.Metric.Name is "rows skipped" or "rows doubled" or "read with faults"
        );
    }

    [Fact]
    public void APhase_ThatGrowsByLessThanItsStampsCanTell_IsNoDifference()
    {
        var one = Run((interval, second) => AddBatches(interval, second, 1, failed: false));
        var other = Run((interval, second) => AddBatches(interval, second, 1.5, failed: false));

        var row = Row(RunComparison.Of(one, other), "batch running");
        Assert.Equal((1000, 1500, 500), (row.Base, row.New, row.Change));
        Assert.Equal(ComparisonVerdict.NoDifference, row.Verdict);
    }

    [Fact]
    public void BatchesThatEndAfterTheLoad_AreCompared_WhereFewEndedWithinIt()
    {
        var run = Run(
            (interval, second) =>
            {
                if (second < 20)
                {
                    ScriptedRun.AddRequests(interval, Step.Upload, 20, 50);
                }
                else
                {
                    AddBatches(interval, second, 15, failed: false);
                }
            },
            seconds: 40,
            loadSeconds: 20
        );

        var comparison = RunComparison.Of(run, run);
        Assert.InRange(Row(comparison, "batch turnaround p50").Base!.Value, 15_000, 15_020);
        Assert.EndsWith(
            "and the batches that ended in the whole run: 200 of BASE, 200 of NEW",
            comparison.Scope,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ARunWithoutEnd_IsCompared_AndThatIsSaid()
    {
        using var folder = new TemporaryFolder();
        var killed = new SimulatedTest { Seed = 21, Ends = false }.Record(folder.Path);
        using var other = new TemporaryFolder();
        var whole = new SimulatedTest { Seed = 22 }.Record(other.Path);

        var comparison = RunComparison.Of(killed, whole);
        Assert.Equal(ComparisonVerdict.NoDifference, comparison.Verdict);
        Assert.Contains(
            comparison.Notes,
            note => note.StartsWith("BASE has no end: its journal breaks off", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(comparison.Notes, note => note.StartsWith("NEW", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RunEnd.Interrupted, "NEW was interrupted by SIGINT after 20.0 s")]
    [InlineData(RunEnd.Terminated, "NEW was interrupted by SIGTERM after 20.0 s")]
    [InlineData(RunEnd.CouldNotRun, "NEW could not run: key refused")]
    [InlineData(RunEnd.InternalError, "NEW ended with an internal error: key refused")]
    public void AnEndThatWasNotPlanned_IsSaid(RunEnd end, string expected)
    {
        var run = new ScriptedRun
        {
            Fill = (_, _) => { },
            End = end,
            Problem = "key refused",
        };

        Assert.Contains(expected, RunComparison.Of(Constant(50), run.Record()).Notes);
    }

    [Fact]
    public void CaveatsOfEachRun_AreSaid()
    {
        var doubtful = Run(
            (interval, _) => interval.Generator = new GeneratorSample(0.95, TimeSpan.Zero, TimeSpan.Zero)
        );

        Assert.Contains(
            RunComparison.Of(doubtful, Constant(50)).Notes,
            note =>
                note.StartsWith(
                    "BASE: this program used over 80 % of its processors in 20 of 20 seconds",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void WhatIsNotTheSame_IsListed_ButNotWhatDoesNotMatter()
    {
        var run = new ScriptedRun { Fill = (_, _) => { } };
        var one = run with
        {
            Facts = run.Facts with
            {
                Proxy = "none",
                Settings =
                [
                    new("users", "10", "-u"),
                    new("results", "a", "--results"),
                    new("header", "A: 1", "x"),
                    new("header", "B: 2", "x"),
                ],
            },
        };
        var other = run with
        {
            Facts = run.Facts with
            {
                Host = "http://other",
                Proxy = "http://***@proxy:3128",
                Version = "0.2.0",
                Settings = [new("users", "20", "-u"), new("results", "b", "--results"), new("verify", "both", "x")],
                Environment = [new("machine", "runner-8"), new("processors", "4")],
            },
        };

        Assert.Equal(
            [
                new RunDifference("host", "https://control.example.org", "http://other"),
                new RunDifference("proxy", "none", "http://***@proxy:3128"),
                new RunDifference("version", "0.1.0", "0.2.0"),
                new RunDifference("users", "10", "20"),
                new RunDifference("header", "A: 1, B: 2", "not given"),
                new RunDifference("verify", "not given", "both"),
                new RunDifference("machine", "runner-7", "runner-8"),
            ],
            RunComparison.Of(one.Record(), other.Record()).Differences
        );
    }

    private static RecordedRun Constant(double milliseconds) =>
        Run((interval, _) => ScriptedRun.AddRequests(interval, Step.Upload, 20, milliseconds));

    private static RecordedRun Run(Action<Interval, int> fill, int seconds = 20, double? loadSeconds = null) =>
        new ScriptedRun
        {
            Fill = fill,
            Seconds = seconds,
            LoadSeconds = loadSeconds,
        }.Record();

    private static void AddBatches(Interval interval, int second, double taken, bool failed)
    {
        for (var batch = 0; batch < 10; batch++)
        {
            interval.BatchesEnded.Add(
                ScriptedRun.Batch(
                    taken + (0.01 * (second % 2)),
                    failed && batch < 5 ? BatchOutcome.Failed : BatchOutcome.Completed,
                    taken,
                    defective: failed && batch > 5
                )
            );
        }
    }

    private static ComparisonRow Row(RunComparison comparison, string title) =>
        comparison.Rows.Single(row => row.Metric.Title == title);
}
