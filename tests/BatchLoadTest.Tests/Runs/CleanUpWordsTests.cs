using BatchLoadTest.Runs;

namespace BatchLoadTest.Tests.Runs;

public sealed class CleanUpWordsTests
{
    [Theory]
    [InlineData(1, "1 file or batch could not be removed")]
    [InlineData(2, "2 files or batches could not be removed")]
    public void NotRemoved_OneOrMore_AgreesWithTheNumber(long count, string words) =>
        Assert.Equal(words, CleanUpWords.NotRemoved(count));
}
