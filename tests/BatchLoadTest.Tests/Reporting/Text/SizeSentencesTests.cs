using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class SizeSentencesTests
{
    [Fact]
    public void TwoCeilings_AreSaid_AndWhichBindsAtWhichSize() =>
        Assert.Equal(
            [
                "10 rows a batch: between 3.9 and 4.2 batches/s; the lower bound is not confirmed; 39 to 42 rows/s; batches a second bind",
                "25 rows a batch: between 3.8 and 4.1 batches/s; the lower bound is not confirmed; 95 to 102.5 rows/s; which ceiling binds is open",
                "1,000 rows a batch: between 0.095 and 0.104 batches/s; the lower bound is not confirmed; 95 to 104 rows/s; rows a second bind",
                "ceiling in batches/s: 3.9 to 4.2, binds at 10 rows a batch",
                "ceiling in rows/s: 95 to 104, binds at 1,000 rows a batch",
            ],
            SizeSentences.Of([Search(10, 3.9, 4.2), Search(25, 3.8, 4.1), Search(1000, 0.095, 0.104)])
        );

    // Of 2 and 5 rows a batch the same batches a second are taken: the rows have shown no limit.
    [Fact]
    public void ACeilingThatNoSizeMet_IsALowerBound() =>
        Assert.Equal(
            [
                "ceiling in batches/s: 19.5 to 21, binds at 2 rows a batch",
                "ceiling in rows/s: at least 97.5, not met with these sizes",
            ],
            SizeSentences.Of([Search(2, 19, 21), Search(5, 19.5, 21.5)]).Skip(2)
        );

    [Fact]
    public void OpenBounds_BindNowhere() =>
        Assert.Equal(
            [
                "ceiling in batches/s: at least 8, not met with these sizes",
                "ceiling in rows/s: at least 16, not met with these sizes",
            ],
            SizeSentences.Of([Search(2, 8, null), Search(100, null, null)]).Skip(2)
        );

    [Fact]
    public void NothingFound_IsNoRange() =>
        Assert.Equal(["2 rows a batch: undecided"], SizeSentences.Of([Search(2, null, null)]));

    [Fact]
    public void OneSizeAlone_SaysNothingOfCeilings() =>
        Assert.Equal(
            ["10 rows a batch: between 3.9 and 4.2 batches/s; the lower bound is not confirmed; 39 to 42 rows/s"],
            SizeSentences.Of([Search(10, 3.9, 4.2)])
        );

    private static CapacityReport Search(double rows, double? lower, double? upper) =>
        new("batches/s", rows, new CapacityResult(CapacityEnding.Found, lower, upper));
}
