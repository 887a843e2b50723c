using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class ServicesWordsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(ErrorText.MaxLength - 5)]
    public async Task Batch_FailsWithAnEchoOfTheKey_TheRecordShowsNoPartOfIt(int before)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Redactor.Add("sk-given-key");
        var words = new string('e', before) + "sk-given-key is over its limit";
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch("failed", "batch-1", $$""","errors":{"data":[{"message":"{{words}}"}]}""")
        );

        await harness.RunAsync();

        Assert.Equal(BatchOutcome.Failed, harness.Batch.Outcome);
        Assert.StartsWith(new string('e', before) + "***", harness.Batch.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", harness.Batch.Detail, StringComparison.Ordinal);
    }

    // No timer takes 68 years: a header of the service's must not end the run as a fault of this program.
    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Service_AsksToWaitForYears_IsInterruptible(string value)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, () => Answer.RetryAfter(429, value));
        var iteration = harness.Begin();
        Assert.False(iteration.IsCompleted);

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal(BatchOutcome.Unfinished, harness.Batch.Outcome);
    }
}
