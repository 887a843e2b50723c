using System.Text;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 700, TimeSpan.Zero));

    private string JournalPath => Path.Combine(folder.Path, JournalWriter.FileName);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Read_OfWhatWasWritten_GivesEveryFigureExactly(int seed)
    {
        var final = Record(seed, seconds: 12);

        var run = RecordedRun.Read(folder.Path);

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(run.Final));
        Assert.Equal(final.Total.Latency, run.Final.Total.Latency);
        Assert.Equal(RunEnd.Planned, run.Ending.End);
    }

    [Fact]
    public void Read_GivesBackWhatWasAskedForAndHowItEnded()
    {
        using var load = new RecordedLoad(JournalPath, clock, id: "lone \ud83d, \"quoted\"\n漢");
        load.Journal.KeyUsed("abc");
        load.Finish(RunEnd.Terminated);

        var run = RecordedRun.Read(folder.Path);

        Assert.Equal("lone \ufffd, \"quoted\"\n漢", run.Run.Id);
        Assert.Equal(load.Time.StartedAt, run.Run.StartedAt);
        Assert.Equal(SampleRun.Plan with { Profile = run.Run.Plan.Profile }, run.Run.Plan);
        Assert.Equal(SampleRun.Report.Run.Thresholds, run.Run.Thresholds);
        Assert.Equal(SampleRun.Report.Run.Tags, run.Run.Tags);
        Assert.Equal(SampleRun.Report.Run.Environment, run.Run.Environment);
        Assert.Equal([new("users", "10", "--users"), new("timeout", "60s", "default")], run.Run.Settings);
        Assert.Equal(RunEnd.Terminated, run.Ending.End);
        Assert.Equal(["abc"], run.Keys);
    }

    [Fact]
    public void Read_OfForeignAnswers_CountsEachOnce()
    {
        using (var load = new RecordedLoad(JournalPath, clock))
        {
            load.ForeignAnswers(2);
            clock.Advance(TimeSpan.FromSeconds(3));
            load.Tick();
            load.ForeignAnswers(1);
            Assert.Equal(3, load.Finish().Batches.ForeignAnswers);
        }

        Assert.Equal(3, RecordedRun.Read(folder.Path).Final.Batches.ForeignAnswers);
    }

    // What format 1 does not know is no zero.
    [Fact]
    public void Read_OfAJournalWithoutTheNewMembers_HasNoDataForThem()
    {
        using (var load = new RecordedLoad(JournalPath, clock))
        {
            load.Creates(10);
            load.Ends(
                Measure.Batch() with
                {
                    Findings = new ResultFindings { IsComplete = true, OutputRows = 10 },
                }
            );
            load.Finish();
        }

        var old = File.ReadAllText(JournalPath).Replace("\"foreign_answers\":0,", "", StringComparison.Ordinal);
        Assert.DoesNotContain("foreign_answers", old, StringComparison.Ordinal);
        File.WriteAllText(JournalPath, old);

        var final = RecordedRun.Read(folder.Path).Final;

        var catalogue = new BatchLoadTest.Thresholds.MetricCatalogue();
        string[] unknown =
        [
            "batches.foreign_answers",
            "batches.late_output",
            "results.no_output",
            "results.interrupted",
        ];
        Assert.All(unknown, name => Assert.Null(catalogue.Find(name)!.Read(final)));
        Assert.Equal(0, catalogue.Find("results.defects")!.Read(final));
        Assert.Equal(0, catalogue.Find("results.row_error_rate")!.Read(final));
    }

    [Fact]
    public void History_HasOneIntervalASecondOfTheWallClock()
    {
        Record(seed: 5, seconds: 5);

        var seconds = Journal.Open(folder.Path).Each(interval => interval.Second);

        // The run began within the second 5; the sixth second of its own begins within the last one.
        var first = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal(Enumerable.Range(0, 6).Select(second => first + second), seconds);
    }

    // Whatever the moment at which the process is killed, what is read is that of the seconds that are whole.
    [Fact]
    public void Read_CutOffAtAnyByteOfTheLastSecond_GivesAllSecondsBefore()
    {
        Record(seed: 7, seconds: 4);
        var bytes = File.ReadAllBytes(JournalPath);
        var lines = LineEnds(bytes);
        // The last line is the end, the one before it the last second.
        var (from, to) = (lines[^3], lines[^2]);
        File.WriteAllBytes(JournalPath, bytes[..from]);
        var expected = RecordedRun.Read(folder.Path).Final.Total.Requests;

        for (var length = from + 1; length < to; length += 97)
        {
            File.WriteAllBytes(JournalPath, bytes[..length]);
            var run = RecordedRun.Read(folder.Path);

            Assert.Equal(expected, run.Final.Total.Requests);
            Assert.Equal(RunEnd.Unknown, run.Ending.End);
            Assert.NotNull(run.Ending.Problem);
        }
    }

    [Fact]
    public void Read_WithoutAnEnd_SaysHowFarItGoes()
    {
        using var load = new RecordedLoad(JournalPath, clock);
        load.Running(users: 3, started: 5, ended: 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        load.Running(users: 2, started: 9, ended: 6);
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();

        var run = RecordedRun.Read(folder.Path);

        Assert.Equal(9, run.Ending.Load.Started);
        Assert.Equal(6, run.Ending.Load.Completed);
        Assert.Equal(3, run.Ending.Load.Interrupted);
        Assert.Equal(3, run.Ending.Load.PeakUsers);
        // From 3:04:05.7 to the end of the second 3:04:06.
        Assert.Equal(1.3, run.Ending.Elapsed.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"type\":\"second\"}")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"second\",\"t\":\"x\"}")]
    public void Read_WithABrokenLineWithin_NamesIt(string line)
    {
        Record(seed: 8, seconds: 2);
        var lines = File.ReadAllLines(JournalPath).ToList();
        lines.Insert(2, line);
        File.WriteAllLines(JournalPath, lines);

        var exception = Assert.Throws<JournalException>(() => RecordedRun.Read(folder.Path));

        Assert.Contains("line 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAHistogramWithALostBucket_IsAnErrorAndNoLowerCount()
    {
        using (var load = new RecordedLoad(JournalPath, clock))
        {
            load.Ends(Measure.Of());
            load.Finish();
        }

        var text = File.ReadAllText(JournalPath);
        File.WriteAllText(JournalPath, text.Replace("\"count\":1,", "\"count\":2,", StringComparison.Ordinal));

        Assert.Throws<JournalException>(() => RecordedRun.Read(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"summary\":{}}\n")]
    [InlineData("hello\n")]
    public void Open_OfSomethingElse_SaysSo(string text)
    {
        File.WriteAllText(JournalPath, text);

        var exception = Assert.Throws<JournalException>(() => Journal.Open(folder.Path));

        Assert.Contains(JournalPath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfANewerFormat_SaysSo()
    {
        Record(seed: 1, seconds: 1);
        var text = File.ReadAllText(JournalPath).Replace("\"format\":2", "\"format\":99", StringComparison.Ordinal);
        File.WriteAllText(JournalPath, text);

        Assert.Contains(
            "newer version",
            Assert.Throws<JournalException>(() => Journal.Open(folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Journal_OnAFullDisk_SaysSoOnceAndGoesOn()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("there is no /dev/full on this system");
        }

        List<string> said = [];
        using var journal = new JournalWriter("/dev/full", SampleRun.Report.Run, said.Add);
        var interval = new Interval();
        for (var second = 0; second < 5; second++)
        {
            interval.Clear(second);
            journal.Write(interval);
        }

        Assert.Single(said);
        Assert.NotNull(journal.Problem);
    }

    private RunSnapshot Record(int seed, int seconds)
    {
        var random = new RandomLoad(seed);
        using var load = new RecordedLoad(JournalPath, clock);
        for (var second = 0; second < seconds; second++)
        {
            load.Running(users: random.Next(20), started: second * 10, ended: second * 9);
            for (var part = 0; part < 10; part++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                for (var request = random.Next(20); request > 0; request--)
                {
                    load.Ends(random.Request());
                }

                load.Creates(10);
                load.Ends(random.Batch());
                load.ListingsDue(2, random.Next(2));
                load.Lists(random.Walk());
            }

            load.Tick();
        }

        return load.Finish();
    }

    private static List<int> LineEnds(byte[] bytes) =>
        [.. Enumerable.Range(0, bytes.Length).Where(place => bytes[place] == '\n').Select(place => place + 1)];
}
