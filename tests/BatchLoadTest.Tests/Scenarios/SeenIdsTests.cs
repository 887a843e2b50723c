using BatchLoadTest.Scenarios;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class SeenIdsTests
{
    [Fact]
    public void TryAdd_ManyMoreThanAreKept_KnowsTheLatestAndForgetsTheOldest()
    {
        var ids = new SeenIds();
        const int Many = (2 * SeenIds.Generation) + 10;
        for (var id = 0; id < Many; id++)
        {
            Assert.True(ids.TryAdd($"file-{id}"));
        }

        Assert.False(ids.TryAdd($"file-{Many - 1}"));
        Assert.False(ids.TryAdd($"file-{Many - SeenIds.Generation}"));
        Assert.True(ids.TryAdd("file-0"));
    }

    [Fact]
    public void TryAdd_IdsThatDifferInCaseOrEscape_AreDifferent()
    {
        var ids = new SeenIds();

        Assert.All(["file-a", "FILE-A", "file%2da", "file-a ", ""], id => Assert.True(ids.TryAdd(id)));
    }
}
