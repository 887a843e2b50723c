using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class EndingWordsTests
{
    [Fact]
    public void ByHand_IsSaidOfARunThatAPersonStopped()
    {
        var ending = SampleRun.Report.Ending;

        Assert.Null(EndingWords.ByHand(ending));
        Assert.Equal(
            "stopped by hand after 43.0 s",
            EndingWords.ByHand(ending with { Notices = ["changed to 9 users", "stopped on the page after 43.0 s"] })
        );
    }
}
