using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Tests.Scenarios.Listing;

/// <summary>What a run expects in the lists.</summary>
public sealed class OwnObjectsTests
{
    [Fact]
    public void ManyObjects_AreExpectedFromTheirCreationToTheirDeletion()
    {
        var own = new OwnObjects();
        Create(own, 0, 20_000);

        Assert.Equal((20_000, 20_000), Compare(own, own.Count(ListKind.Batches)));
        // Most of them: those are forgotten with the next look.
        for (var number = 0; number < 15_000; number++)
        {
            own.Gone(ListKind.Batches, $"b{number}");
        }

        Assert.Equal((5_000, 5_000), Compare(own, own.Count(ListKind.Batches)));
        Assert.Equal(5_000, own.Count(ListKind.Batches));
        Create(own, 20_000, 30_000);

        Assert.Equal((15_000, 15_000), Compare(own, own.Count(ListKind.Batches)));
        own.Gone(ListKind.Batches, "b29999");
        Assert.Equal((14_999, 14_999), Compare(own, own.Count(ListKind.Batches)));
    }

    [Fact]
    public void Lists_AreApart()
    {
        var own = new OwnObjects();
        own.Created(ListKind.Files, "x");
        own.Gone(ListKind.Batches, "x");

        Assert.Equal(0, own.Count(ListKind.Batches));
        Assert.Single(own.Compare(ListKind.Files, 1, _ => false).Missing);
        Assert.Empty(own.Compare(ListKind.Files, 1, _ => true).Missing);
    }

    private static void Create(OwnObjects own, int from, int to)
    {
        for (var number = from; number < to; number++)
        {
            own.Created(ListKind.Batches, $"b{number}");
        }
    }

    private static (int Expected, int Missing) Compare(OwnObjects own, int created)
    {
        var (expected, missing) = own.Compare(ListKind.Batches, created, _ => false);
        return (expected, missing.Count);
    }
}
