using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Recording;

/// <summary>What the journal says of when requests began, and what is read of one that says nothing.</summary>
public sealed class StartsJournalTests : IDisposable
{
    private const string Member = "\"starts_complete_before\":";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_OfAFreeze_GivesTheSameP95ByTimeAsTheRun()
    {
        var (live, recorded) = WeighedLoad.Record(PathOf("a"), Freeze());

        Assert.InRange(live.Total.P95ByTime!.Value.TotalSeconds, 8, 8.1);
        Assert.Equal(live.Total.P95ByTime, recorded.Final.Total.P95ByTime);
        Assert.Equal(live.Total.P95ByTime, Assert.Single(recorded.Final.Steps).P95ByTime);
    }

    [Fact]
    public void Read_OfAnEarlierFormat_HasNoDataButEveryOtherFigure()
    {
        var (live, _) = WeighedLoad.Record(PathOf("a"), Freeze());
        MakeOld("a", _ => true);

        var old = RecordedRun.Read(PathOf("a")).Final;

        Assert.Null(old.Total.P95ByTime);
        Assert.All(old.Steps, step => Assert.Null(step.P95ByTime));
        Assert.Equal(live.Total.Latency, old.Total.Latency);
        Assert.Null(new MetricCatalogue().Find("poll.p95_by_time")!.Read(old));
    }

    // The others' shares would be wrong.
    [Fact]
    public void Read_WhereOneSecondDoesNotSay_HasNoData()
    {
        WeighedLoad.Record(PathOf("a"), Freeze());
        MakeOld("a", line => line == 7);

        Assert.Null(RecordedRun.Read(PathOf("a")).Final.Total.P95ByTime);
    }

    [Fact]
    public void Merge_WhereOnePartDoesNotSay_HasNoData()
    {
        WeighedLoad.Record(PathOf("a"), Freeze(), id: "a");
        WeighedLoad.Record(PathOf("b"), Freeze(), id: "b");
        Assert.NotNull(Merge().Final.Total.P95ByTime);
        MakeOld("b", _ => true);

        Assert.Null(Merge().Final.Total.P95ByTime);
    }

    // The other process was stopped for so long that its requests come much later than its own line would have said.
    [Fact]
    public void Merge_WhereOneProcessStoodStill_WaitsForItsRequests()
    {
        var running = WeighedRequest.ClosedLoop(users: 2, seconds: 60, latency: 0.2);
        var stopped = new[] { WeighedRequest.At(3.5, 0.1), WeighedRequest.At(4.5, 50) };
        WeighedLoad.Record(PathOf("a"), running, knowsOldest: true, id: "a");
        WeighedLoad.Record(PathOf("b"), stopped, knowsOldest: true, id: "b");

        var merged = Merge().Final.Total;
        var expected = WeighedRequest.P95([.. running, .. stopped])!.Value;

        Assert.InRange(merged.P95ByTime!.Value, expected, expected * 1.001);
    }

    [Theory]
    [InlineData("\"before\":10,", "\"before\":-10,")]
    [InlineData("\"before\":10,", "\"before\":10,\"ended_before\":11,")]
    [InlineData("\"before\":10,", "\"before\":99999999999,")]
    [InlineData("\"rest\":[", "\"rest\":[1,1,")]
    public void Read_OfStartsThatCannotBe_NamesTheLine(string written, string damaged)
    {
        WeighedLoad.Record(PathOf("a"), Freeze());
        var text = File.ReadAllText(PathOf("a"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf("a"), text.Replace(written, damaged, StringComparison.Ordinal));

        var exception = Assert.Throws<JournalException>(() => RecordedRun.Read(PathOf("a")));

        Assert.Contains(", line ", exception.Message, StringComparison.Ordinal);
    }

    // Nearly all requests begin and end in the same second: then there is nothing to say of it.
    [Fact]
    public void Write_OfRequestsWithinTheirSecond_SaysNothingOfThem()
    {
        WeighedLoad.Record(PathOf("a"), [.. Enumerable.Range(0, 20).Select(each => WeighedRequest.At(each, 0.9))]);

        Assert.DoesNotContain("\"starts\":", File.ReadAllText(PathOf("a")), StringComparison.Ordinal);
    }

    private static List<WeighedRequest> Freeze() =>
        WeighedRequest.ClosedLoop(users: 20, seconds: 40, latency: 0.05, frozenFrom: 15.02, frozenFor: 10);

    private RecordedRun Merge()
    {
        List<RecordedRun> runs = [RecordedRun.Read(PathOf("a")), RecordedRun.Read(PathOf("b"))];
        var facts = RunMerge.Facts(runs);
        using (var journal = new JournalWriter(PathOf("merged"), facts, problem => Assert.Fail(problem)))
        {
            RunMerge.Write(runs, facts, journal);
            journal.End(SampleRun.Report.Ending, [], exitCode: 0);
        }

        return RecordedRun.Read(PathOf("merged"));
    }

    // As the version before wrote it.
    private void MakeOld(string name, Func<int, bool> isOld) =>
        File.WriteAllLines(
            PathOf(name),
            [
                .. File.ReadAllLines(PathOf(name))
                    .Select(
                        (line, number) =>
                            isOld(number) && line.IndexOf(Member, StringComparison.Ordinal) is >= 0 and var at
                                ? line.Remove(at, line.IndexOf(',', at) + 1 - at)
                                : line
                    ),
            ]
        );

    private string PathOf(string name) => Path.Combine(folder.Path, $"{name}.jsonl");
}
