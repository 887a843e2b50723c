using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class FailureTextsTests
{
    private static readonly StepNames Names = new("/ai/v1");

    [Theory]
    [InlineData("file-abc123 not found", "file-9f not found")]
    [InlineData("no batch 0f8fad5b-d9cb-469f-a165-70867728950e", "no batch 7c9e6679-7425-40de-944b-e07fc1f90ae7")]
    [InlineData("at 10.0.0.1:443", "at 192.168.17.3:8443")]
    [InlineData("hash deadbeefcafe", "hash feedfacecafe")]
    [InlineData("took 12.5 s of 60", "took 1,300 s of 7")]
    public void Add_WordsThatDifferInIdsAndNumbers_AreOneClassWithTheFirstsWords(string one, string other)
    {
        var failures = Of((Step.Poll, one), (Step.Poll, other));

        var failure = Assert.Single(failures.Summarise(Names));
        Assert.Equal((one, 2L), (failure.Example, failure.Count));
        Assert.Equal([new FailureWords(one, 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))], failure.Texts);
    }

    [Fact]
    public void Rows_DifferentWordsOfOneKind_AreRowsOfTheirOwn()
    {
        var failures = Of((Step.Poll, "decade"), (Step.Poll, "no such model"), (Step.Poll, "no such model"));

        var summary = failures.Summarise(Names);
        var failure = Assert.Single(summary);
        Assert.Equal(("decade", 3L), (failure.Example, failure.Count));
        Assert.Equal(
            [("no such model", 2L), ("decade", 1L)],
            FailureSummary.Rows(summary).Select(row => (row.Example, row.Count))
        );
    }

    [Fact]
    public void Add_MoreWordsThanAStepMayKeep_StillCountsAll()
    {
        var many = Enumerable.Range(0, 150).Select(index => (Step.Poll, $"word {Letters(index)}")).ToList();
        var failures = Of([.. many, (Step.Upload, "other step")]);

        var summary = failures.Summarise(Names);
        Assert.Equal([150L, 1L], summary.Select(failure => failure.Count));
        Assert.Equal(FailureCounts.MaxTexts, summary[0].Texts.Count);
        var rows = FailureSummary.Rows(summary);
        Assert.Equal(151, rows.Sum(row => row.Count));
        Assert.Equal(("(other words)", 50L), (rows[0].Example, rows[0].Count));
    }

    [Fact]
    public void Merge_TheSameWordsOfTwoParts_AreAddedUp()
    {
        var whole = Of((Step.Poll, "busy 1"), (Step.Poll, "gone"));
        whole.Add(Of((Step.Poll, "busy 22"), (Step.Poll, "new")), TimeSpan.FromSeconds(10));

        var failure = Assert.Single(whole.Summarise(Names));
        Assert.Equal(
            [("busy 1", 2L, 1d, 11d), ("gone", 1L, 2d, 2d), ("new", 1L, 12d, 12d)],
            failure.Texts.Select(text => (text.Example, text.Count, text.First.TotalSeconds, text.Last.TotalSeconds))
        );
    }

    private static FailureCounts Of(params IEnumerable<(Step Step, string Words)> failures)
    {
        var counts = new FailureCounts();
        var second = 0;
        foreach (var (step, words) in failures)
        {
            var measurement = new Measurement(step, Outcome.HttpStatus, 429, 0, 0, default, default, 0, 0, words);
            counts.Add(measurement, TimeSpan.FromSeconds(++second));
        }

        return counts;
    }

    private static string Letters(int number) => $"{(char)('g' + (number / 15))}{(char)('g' + (number % 15))}";
}
