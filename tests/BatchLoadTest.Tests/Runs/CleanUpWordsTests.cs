using BatchLoadTest.Runs;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Tests.Runs;

public sealed class CleanUpWordsTests
{
    [Theory]
    [InlineData(1, "1 file or batch could not be removed")]
    [InlineData(2, "2 files or batches could not be removed")]
    public void NotRemoved_OneOrMore_AgreesWithTheNumber(long count, string words) =>
        Assert.Equal(words, CleanUpWords.NotRemoved(count));

    [Fact]
    public void Found_AfterALostWorker_NoAnswerWasLost()
    {
        var result = new CleanUpResult(1, 1, []) { Found = 2 };

        Assert.Equal(
            "1 file deleted, 1 batch cancelled, 2 of them were found by the name of its part",
            CleanUpWords.OfLost(result)
        );
        Assert.EndsWith("found by name, their answers were lost", CleanUpWords.Of(result), StringComparison.Ordinal);
    }
}
