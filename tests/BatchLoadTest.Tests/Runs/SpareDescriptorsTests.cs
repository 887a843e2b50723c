using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Runs;

public sealed class SpareDescriptorsTests
{
    [Fact]
    public void Dispose_GivesThemBack()
    {
        using var spare = new SpareDescriptors(16);

        Assert.Equal(16, spare.Count);
        spare.Dispose();
        Assert.Equal(0, spare.Count);
    }
}
