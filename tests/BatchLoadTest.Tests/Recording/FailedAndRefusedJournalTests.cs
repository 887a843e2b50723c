using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Recording;

public sealed class FailedAndRefusedJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string JournalPath => Path.Combine(folder.Path, JournalWriter.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_OfRefusalsAndFailedIterations_GivesEachFigure()
    {
        Write(ending: true);

        var run = RecordedRun.Read(folder.Path);

        Assert.Equal(2, run.Final.Total.RefusedFor(Refusal.Balance));
        Assert.Equal(2, run.Final.Total.TotalRefused);
        Assert.Equal(
            (5L, 2L, 1L),
            (run.Ending.Load.Completed, run.Ending.Load.Failed!.Value, run.Ending.Load.Interrupted)
        );
    }

    [Fact]
    public void Read_OfARunThatWasKilled_TellsFailedIterationsApart()
    {
        Write(ending: false);

        var load = RecordedRun.Read(folder.Path).Ending.Load;

        Assert.Equal((8L, 5L, 2L, 1L), (load.Started, load.Completed, load.Failed!.Value, load.Interrupted));
    }

    [Fact]
    public void Read_OfAnEarlierVersion_KnowsNeither()
    {
        Write(ending: true);
        var text = File.ReadAllText(JournalPath)
            .Replace(",\"refused\":{\"balance\":2}", "", StringComparison.Ordinal)
            .Replace(",\"failed\":2", "", StringComparison.Ordinal);
        File.WriteAllText(JournalPath, text);

        var run = RecordedRun.Read(folder.Path);

        Assert.DoesNotContain("refused", text, StringComparison.Ordinal);
        Assert.Null(run.Final.Total.TotalRefused);
        Assert.Null(new MetricCatalogue().Find("refused_rate")!.Read(run.Final));
        Assert.Null(run.Ending.Load.Failed);
    }

    private void Write(bool ending)
    {
        var facts = SampleRun.Report.Run;
        using var journal = new JournalWriter(JournalPath, facts, problem => Assert.Fail(problem));
        var interval = new Interval();
        interval.Clear(facts.StartedAt.ToUnixTimeSeconds());
        (interval.IterationsStarted, interval.IterationsEnded, interval.IterationsFailed) = (8, 7, 2);
        for (var request = 0; request < 2; request++)
        {
            var refused = new Measurement(
                Step.Create,
                Outcome.HttpStatus,
                402,
                0,
                0,
                TimeSpan.FromMilliseconds(1),
                TimeSpan.FromMilliseconds(1),
                0,
                0,
                "Account balance too low."
            );
            interval.Add(refused, TimeSpan.FromMilliseconds(500));
        }

        journal.Write(interval);
        if (ending)
        {
            var load = SampleRun.Report.Ending.Load with { Started = 8, Completed = 5, Failed = 2, Interrupted = 1 };
            journal.End(SampleRun.Report.Ending with { Load = load }, [], 0);
        }
    }
}
