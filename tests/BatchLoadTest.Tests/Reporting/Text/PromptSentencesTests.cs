using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class PromptSentencesTests
{
    private static readonly PromptCounts Sent = new()
    {
        Uploads = 12,
        Rows = 1_200,
        Own = 1_200,
        Tokens = 240_000,
    };

    [Fact]
    public void Of_Prompts_SaysThatTokensAreEstimated() =>
        Assert.Equal(
            "12 uploads, 1,200 rows, 1,200 different prompts, 240,000 prompt tokens (estimated)",
            PromptSentences.Of(Sent)
        );

    [Fact]
    public void Of_CommonPrefixes_SaysTheirShareAsItWasDrawn() =>
        Assert.EndsWith(
            "(estimated), 361 rows with a common prefix (30.1%)",
            PromptSentences.Of(Sent with { Prefixed = 361 }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_AFileThatIsUploadedAgainAndAgain_SaysThatItsPromptsComeAgain() =>
        Assert.StartsWith(
            "12 uploads, 1,200 rows, 100 different prompts that each upload repeats, 240,000",
            PromptSentences.Of(Sent with { Own = 0, Repeated = 100 }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_MergedRunsOfOneSeed_ClaimsNothingOfHowManyDiffer() =>
        Assert.Equal(
            "12 uploads, 1,200 rows, how many prompts differ is not known (merged runs of one seed and classes of files may have the same "
                + "ones), 240,000 prompt tokens (estimated)",
            PromptSentences.Of(Sent with { MayRepeat = true })
        );

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Null(PromptSentences.Of(default));
}
