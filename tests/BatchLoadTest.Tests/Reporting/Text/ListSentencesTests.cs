using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Reporting.Text;

/// <summary>What is said of lists.</summary>
public sealed class ListSentencesTests
{
    [Fact]
    public void WhereNobodyReadLists_NothingIsSaid() => Assert.Empty(ListSentences.Of(ListSummary.None));

    [Fact]
    public void ServiceWithoutLists_IsSaidOnce() =>
        Assert.Equal(
            [
                "no page of the list of batches was answered as it should be, in 7 walks: http_405 Method Not Allowed",
                "7 walks through all files: 7 pages, 12 objects, 0 of them twice, 0 of 9 of the run's own missing",
            ],
            ListSentences.Of(
                new()
                {
                    Due = 7,
                    Kinds =
                    [
                        new(ListKind.Batches) { Ends = [0, 7, 0, 0], Problems = ["http_405 Method Not Allowed"] },
                        new(ListKind.Files)
                        {
                            Ends = [7, 0, 0, 0],
                            Pages = 7,
                            Items = 12,
                            Expected = 9,
                        },
                    ],
                }
            )
        );

    [Fact]
    public void WhatWasNotBegun_IsSaid() =>
        Assert.Equal(
            [
                "0 walks through all batches: 3 pages, 300 objects, 0 of them twice, of the run's own nobody knows; "
                    + "1 walk cut off, not judged",
                "2 of 3 walks were not begun: the one before lasted until the next was due, or to the end of the load",
            ],
            ListSentences.Of(
                new()
                {
                    Due = 3,
                    NotBegun = 2,
                    Kinds =
                    [
                        new(ListKind.Batches)
                        {
                            Ends = [0, 0, 0, 1],
                            Pages = 3,
                            Items = 300,
                        },
                        new(ListKind.Files),
                    ],
                }
            )
        );
}
