using BatchLoadTest.Cluster;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Cluster;

public sealed class SecondsMergeTests
{
    private readonly SecondsMerge merge = new();
    private readonly List<(long Second, int Users, long Requests)> taken = [];

    [Fact]
    public void Take_ASecondIsWhole_WhenAllHavePassedIt()
    {
        Join("a", "b");
        Add("a", 100, users: 2, requests: 3);
        Take();
        Assert.Empty(taken);

        Add("b", 100, users: 5, requests: 4);
        Add("b", 101, users: 5, requests: 1);
        Take();

        Assert.Equal([(100, 7, 7)], taken);
    }

    [Fact]
    public void Leave_NobodyWaitsForItAnyMore_AndWhatItSaidCounts()
    {
        Join("a", "b");
        Add("a", 100, users: 2, requests: 3);
        Add("b", 100, users: 5, requests: 4);
        Add("b", 101, users: 5, requests: 1);
        merge.Leave("a");
        Take();

        Assert.Equal([(100, 7, 7), (101, 5, 1)], taken);
        Assert.False(merge.Add("a", Second(101, 2, 9), TimeSpan.Zero));
        Take();
        Assert.Equal(2, taken.Count);
    }

    [Fact]
    public void Join_Late_EarlierSecondsDoNotWaitForIt()
    {
        Join("a");
        Add("a", 100, users: 2, requests: 3);
        merge.Join("b", 101);
        Take();
        Add("a", 101, users: 2, requests: 3);
        Take();

        Assert.Equal([(100, 2, 3)], taken);
    }

    [Fact]
    public void Add_TooLateForItsSecond_CountsInTheNextOne()
    {
        Join("a", "b");
        Add("a", 100, users: 1, requests: 1);
        Add("b", 100, users: 1, requests: 1);
        Take();
        // A second record of it, as a run's end makes one.
        Add("a", 100, users: 0, requests: 2);
        Add("a", 101, users: 0, requests: 0);
        Add("b", 101, users: 0, requests: 4);
        Take();

        Assert.Equal([(100, 2, 2), (101, 0, 6)], taken);
    }

    [Fact]
    public void Add_ASecondIsMissing_ItsUsersAreThoseBefore()
    {
        Join("a", "b");
        Add("a", 100, users: 3, requests: 1);
        Add("a", 102, users: 3, requests: 1);
        foreach (var second in new[] { 100, 101, 102 })
        {
            Add("b", second, users: 4, requests: 1);
        }

        Take();

        Assert.Equal([(100, 7, 2), (101, 7, 1), (102, 7, 2)], taken);
    }

    [Fact]
    public void Take_All_GivesOutWhatNobodyWillComplete()
    {
        Join("a", "b");
        Add("a", 100, users: 3, requests: 1);

        merge.Take(Note, all: true);

        Assert.Equal([(100, 3, 1)], taken);
    }

    [Fact]
    public void Add_OfAProcessThatAppliesNoLoad_ItsPausesMakeNothingDoubtful()
    {
        Join("a", "master");
        var second = Second(100, 0, 0);
        second.Generator = new GeneratorSample(1, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        merge.Add("master", second, TimeSpan.Zero, appliesLoad: false);
        Add("a", 100, users: 1, requests: 1);

        GeneratorSample? found = null;
        merge.Take(sum => found = sum.Generator);

        Assert.Equal(default(GeneratorSample), found);
    }

    [Theory]
    // Both wait, and neither hears anything: the silence of both, once.
    [InlineData(2.0, 4.0, 1.0, 5.0, 2.0)]
    // The other one was answered all the time: nobody's.
    [InlineData(2.0, 4.0, 4.0, 4.0, 0.0)]
    // It was answered for a part of it.
    [InlineData(2.0, 4.0, 3.0, 5.0, 1.0)]
    public void Silence_IsWhereAllHeardNothing(double from, double to, double quietFrom, double quietTo, double common)
    {
        Join("a", "b");
        var first = Second(100, 1, 1);
        first.Silences.Add(Piece(from, to));
        first.Quiet.Add(Piece(from, to));
        var other = Second(100, 1, 1);
        if (quietTo > quietFrom)
        {
            other.Quiet.Add(Piece(quietFrom, quietTo));
        }

        merge.Add("a", first, TimeSpan.Zero);
        merge.Add("b", other, TimeSpan.Zero);
        Add("a", 101, 1, 1);
        Add("b", 101, 1, 1);
        var found = TimeSpan.Zero;
        merge.Take(sum => found += sum.Silences.Aggregate(TimeSpan.Zero, (total, piece) => total + piece.Length));
        merge.Take(
            sum => found += sum.Silences.Aggregate(TimeSpan.Zero, (total, piece) => total + piece.Length),
            all: true
        );

        Assert.Equal(TimeSpan.FromSeconds(common), found);
    }

    [Fact]
    public void Silence_FoundByBothOneAfterTheOther_CountsOnce()
    {
        Join("a", "b");
        var total = TimeSpan.Zero;
        for (var second = 100; second < 106; second++)
        {
            foreach (var name in new[] { "a", "b" })
            {
                var interval = Second(second, 1, 1);
                var begin = second - 100;
                interval.Quiet.Add(Piece(begin, begin + 1));
                // The second one finds it later, back to its beginning.
                if (name == "a" || second == 105)
                {
                    interval.Silences.Add(name == "a" ? Piece(begin, begin + 1) : Piece(0, 6));
                }

                merge.Add(name, interval, TimeSpan.Zero);
            }
        }

        merge.Take(Sum);
        merge.Take(Sum, all: true);

        Assert.Equal(TimeSpan.FromSeconds(6), total);

        void Sum(Interval second) =>
            total += second.Silences.Aggregate(TimeSpan.Zero, (sum, piece) => sum + piece.Length);
    }

    private void Join(params string[] names)
    {
        foreach (var name in names)
        {
            merge.Join(name, 100);
        }
    }

    private void Add(string name, long second, int users, int requests) =>
        Assert.True(merge.Add(name, Second(second, users, requests), TimeSpan.Zero));

    private void Take() => merge.Take(Note);

    private void Note(Interval sum) => taken.Add((sum.Second, sum.Users, sum.Steps[Step.Poll].Latency.Count));

    private static Interval Second(long second, int users, int requests)
    {
        var interval = new Interval();
        interval.Clear(second);
        interval.Users = users;
        for (var request = 0; request < requests; request++)
        {
            interval.Steps[Step.Poll].Latency.Record(TimeSpan.FromMilliseconds(5));
        }

        return interval;
    }

    private static SilencePiece Piece(double from, double to) =>
        new(
            DateTimeOffset.FromUnixTimeSeconds(100).AddSeconds(from),
            DateTimeOffset.FromUnixTimeSeconds(100).AddSeconds(to),
            1
        );
}
