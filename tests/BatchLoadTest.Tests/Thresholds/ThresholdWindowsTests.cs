using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Thresholds;

/// <summary>
/// Thresholds with <c>over</c> and <c>from</c>, in fake time: live, and the same from the journal, from a merged one and
/// from one in a report.
/// </summary>
public sealed class ThresholdWindowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Failures in the seconds 12 to 14, half of 10 requests each.
    [Theory]
    [InlineData("error_rate < 20%", ThresholdVerdict.Passed, "3.75 %")]
    [InlineData("error_rate < 20% over 5s", ThresholdVerdict.Failed, "30 % in 0:10–0:15")]
    [InlineData("error_rate <= 30% over 5s", ThresholdVerdict.Passed, "30 % in 0:10–0:15")]
    [InlineData("error_rate < 20% over 20s", ThresholdVerdict.Passed, "7.5 % in 0:00–0:20")]
    [InlineData("error_rate < 20% over 40s", ThresholdVerdict.Passed, "3.75 % in 0:00–0:40")]
    [InlineData("error_rate < 20% over 41s", ThresholdVerdict.NoData, "no data")]
    [InlineData("error_rate < 1% from 15s", ThresholdVerdict.Passed, "0 %")]
    [InlineData("error_rate < 1% from 14s", ThresholdVerdict.Failed, "1.923 %")]
    [InlineData("error_rate < 20% over 5s from 12s", ThresholdVerdict.Failed, "30 % in 0:12–0:17")]
    [InlineData("error_rate < 20% over 5s from 14s", ThresholdVerdict.Passed, "10 % in 0:14–0:19")]
    [InlineData("error_rate < 20% over 5s from 15s", ThresholdVerdict.Passed, "0 % in 0:15–0:20")]
    [InlineData("failures == 0 over 2s", ThresholdVerdict.Failed, "10 in 0:12–0:14")]
    [InlineData("rps >= 10 over 3s", ThresholdVerdict.Passed, "10/s in 0:00–0:03")]
    [InlineData("rps >= 10.5 from 3s", ThresholdVerdict.Failed, "9.87/s")]
    [InlineData("max < 30ms over 3s", ThresholdVerdict.Passed, "20 ms in 0:00–0:03")]
    [InlineData("create.p95 < 30ms over 3s", ThresholdVerdict.NoData, "no data")]
    [InlineData("poll.p95 < 15ms over 3s", ThresholdVerdict.Failed, "20 ms in 0:00–0:03")]
    [InlineData("batches.created <= 0 over 3s", ThresholdVerdict.Passed, "0 in 0:00–0:03")]
    [InlineData("requests > 25 over 3s", ThresholdVerdict.Passed, "30 in 0:00–0:03")]
    public void Verdict_IsTheSameLiveAndFromTheJournal(string text, ThresholdVerdict verdict, string actual)
    {
        var live = Run(text, 40, (load, second) => Requests(load, 10, second is >= 12 and < 15 ? 5 : 0));

        Assert.Equal(verdict, live.Verdict);
        Assert.Equal(actual, live.ActualText);
        AssertSameFromJournal(live);
    }

    // No window is without data but those wholly within the pause.
    [Fact]
    public void WindowsWithoutData_AreSkipped()
    {
        var live = Run("rps > 1 over 2s", 30, (load, second) => Requests(load, second is >= 10 and < 20 ? 0 : 10, 0));

        Assert.Equal(ThresholdVerdict.Passed, live.Verdict);
        Assert.Equal("5/s in 0:09–0:11", live.ActualText);
        AssertSameFromJournal(live);
    }

    // What comes when nothing new begins is the load's end, and no fault of the service.
    [Fact]
    public void WindowsEnd_WithTheLoad()
    {
        var live = Run(
            "rps >= 10 over 5s",
            30,
            (load, second) =>
            {
                Requests(load, second < 20 ? 10 : 1, 0);
                if (second == 20)
                {
                    load.LoadIsOver();
                }
            }
        );

        Assert.Equal(ThresholdVerdict.Passed, live.Verdict);
        AssertSameFromJournal(live);
    }

    // A run that begins in the midst of a second: its first one counts for windows, the one of 'from' only if it is whole.
    [Theory]
    [InlineData("failures == 0 over 5s", "2 in 0:00–0:05")]
    [InlineData("failures == 0 from 2s", "1")]
    [InlineData("failures == 0 over 5s from 2s", "1 in 0:03–0:08")]
    public void StartWithinASecond_LosesNoneOfTheOthers(string text, string actual)
    {
        var live = Run(text, 10, (load, second) => Requests(load, 1, second is 0 or 2 or 7 ? 1 : 0), start: 0.7);

        Assert.Equal(actual, live.ActualText);
        AssertSameFromJournal(live);
    }

    [Fact]
    public void BatchesInFlight_AreSamplesOfTheWindowInWhichTheyEnd()
    {
        var live = Run(
            "batches.failed == 0 over 3s",
            20,
            (load, second) =>
            {
                if (second == 1)
                {
                    load.Creates(10, load.Time.StartedAt.AddSeconds(1));
                }

                if (second == 15)
                {
                    load.Ends(
                        Measure.Batch(BatchOutcome.Failed) with
                        {
                            CreatedAt = load.Time.StartedAt.AddSeconds(1),
                        }
                    );
                }
            }
        );

        Assert.Equal("1 in 0:13–0:16", live.ActualText);
        AssertSameFromJournal(live);
    }

    [Fact]
    public void CreatedBatches_OfAPartOfTheRun_AreThoseCreatedInIt()
    {
        var from = Run(
            "batches.created >= 5 from 10s",
            20,
            (load, second) => load.Creates(10, load.Time.StartedAt.AddSeconds(second))
        );
        Assert.Equal("10", from.ActualText);

        var over = Run(
            "batches.created >= 5 over 4s",
            20,
            (load, second) => load.Creates(10, load.Time.StartedAt.AddSeconds(second))
        );
        Assert.Equal("4 in 0:00–0:04", over.ActualText);
    }

    // Whatever the rest of the run did to its share, and whoever reads it.
    [Fact]
    public void ThresholdThatEndedTheRun_StaysMissed()
    {
        var live = Run(
            "error_rate < 20% abort",
            60,
            (load, second) => Requests(load, 10, second < 2 ? 5 : 0),
            new ThresholdAbort("error_rate < 20% abort", "--threshold", 0.5, "50 %", TimeSpan.FromSeconds(2))
        );

        Assert.Equal(ThresholdVerdict.Failed, live.Verdict);
        Assert.Equal("50 % at 0:02", live.ActualText);
        AssertSameFromJournal(live);
        Assert.Equal(RunEnd.Aborted, RecordedRun.Read(folder.Path).Ending.End);
    }

    [Fact]
    public void ThresholdThatEndedTheRun_SaysWhatItWasThen_AndAtTheEnd()
    {
        var live = Run(
            "error_rate < 20% abort",
            60,
            (load, second) => Requests(load, 10, 5),
            new ThresholdAbort("error_rate < 20% abort", "--threshold", 0.4, "40 %", TimeSpan.FromSeconds(2))
        );

        Assert.Equal("50 % at the end, 40 % at 0:02", live.ActualText);
    }

    [Fact]
    public void MergedRuns_AreJudgedByTheirSecondsTogether()
    {
        const string Text = "error_rate < 20% over 5s";
        List<RecordedRun> runs = [];
        foreach (var (name, failed) in new[] { ("one", 4), ("two", 0) })
        {
            Run(Text, 20, (load, second) => Requests(load, 10, second is >= 5 and < 10 ? failed : 0), name: name);
            runs.Add(RecordedRun.Read(folder.File(name)));
        }

        var facts = RunMerge.Facts(runs);
        Directory.CreateDirectory(folder.File("merged"));
        MergedSeconds seconds;
        RunEnding ending;
        using (var journal = new JournalWriter(folder.File($"merged/{JournalWriter.FileName}"), facts, _ => { }))
        {
            seconds = RunMerge.Write(runs, facts, journal);
            ending = RunMerge.Ending(runs, facts, seconds.PeakUsers);
            journal.End(ending, [], exitCode: 0);
        }

        var result = Assert.Single(seconds.Thresholds.Judge(seconds.Final, ending));
        Assert.Equal("40 % in 0:05–0:10", Assert.Single(runs[0].Judge()).ActualText);
        Assert.Equal("20 % in 0:05–0:10", result.ActualText);
        Assert.Equal(result, Assert.Single(RecordedRun.Read(folder.File("merged")).Judge()));
    }

    private static void Requests(RecordedLoad load, int count, int failed)
    {
        for (var request = 0; request < count; request++)
        {
            load.Ends(
                request < failed
                    ? Measure.Of(Step.Poll, Outcome.HttpStatus, 500, milliseconds: 20)
                    : Measure.Of(Step.Poll, milliseconds: 20)
            );
        }
    }

    private ThresholdResult Run(
        string text,
        int seconds,
        Action<RecordedLoad, int> fill,
        ThresholdAbort? abort = null,
        double start = 0,
        string name = ""
    )
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(start));
        Directory.CreateDirectory(folder.File(name));
        using var load = new RecordedLoad(
            Path.Combine(folder.File(name), JournalWriter.FileName),
            clock,
            id: $"run-{name}",
            change: facts => facts with { Thresholds = [new(text, "--threshold")] }
        );
        // Into the middle of the first second, or of what is left of it.
        clock.Advance(TimeSpan.FromSeconds((1 - start) / 2));
        for (var second = 0; second < seconds; second++)
        {
            fill(load, second);
            // Each second is filled in its middle.
            clock.Advance(second == 0 ? TimeSpan.FromSeconds(((1 - start) / 2) + 0.5) : TimeSpan.FromSeconds(1));
            load.Tick();
        }

        var final = load.Finish(abort is null ? RunEnd.Planned : RunEnd.Aborted, abort);
        return Assert.Single(ThresholdEvaluator.Evaluate(load.Thresholds, final, windows: load.Windows, abort: abort));
    }

    private void AssertSameFromJournal(ThresholdResult live)
    {
        var run = RecordedRun.Read(folder.Path);
        Assert.Equal(live, Assert.Single(run.Judge()));
        Assert.Equal(live, Assert.Single((run with { Thresholds = null }).Judge()));
    }
}
