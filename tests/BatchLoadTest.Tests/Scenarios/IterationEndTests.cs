using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class IterationEndTests
{
    [Fact]
    public async Task Run_RequestSentAgainAndThenFine_IsCompleted()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.RetryAfter(429, "1"));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());
    }

    [Theory]
    [InlineData(Step.Upload)]
    [InlineData(Step.Metadata)]
    [InlineData(Step.Create)]
    [InlineData(Step.Output)]
    public async Task Run_StepThatGaveUp_IsFailed(Step step)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(step, () => Answer.Text(500));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());
        // The user's next one is judged by itself.
        Assert.Equal(IterationResult.Completed, await harness.RunAsync());
    }

    [Fact]
    public async Task Run_PollThatFailedOnce_IsCompleted()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, () => Answer.Text(500));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("expired")]
    [InlineData("cancelled")]
    public async Task Run_BatchThatDidNotComplete_IsFailed(string status)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses(status);

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());
    }

    [Theory]
    [InlineData("24h", true)]
    [InlineData("background", true)]
    [InlineData("5s", false)]
    public async Task Run_BatchGivenUp_IsAFailureOnlyAfterItsWindow(string window, bool notAwaited)
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new()
            {
                Verify = VerifyMode.Metadata,
                CompletionWindow = window,
                BatchTimeout = TimeSpan.FromSeconds(8),
            }
        );
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 100));

        var result = await harness.RunAsync();

        Assert.Equal(notAwaited ? IterationResult.Completed : IterationResult.Failed, result);
        Assert.Equal(BatchOutcome.TimedOut, harness.Batch.Outcome);
        Assert.Equal((notAwaited, !notAwaited), (harness.Batch.NotAwaited, harness.Batch.IsFailure));
    }

    [Theory]
    [InlineData("\"created_at\":1000,\"expires_at\":1004", false)]
    [InlineData("\"created_at\":1000,\"expires_at\":4600", true)]
    public async Task Run_ServiceThatTellsTheEndOfTheWindow_IsBelieved(string times, bool notAwaited)
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, BatchTimeout = TimeSpan.FromSeconds(8) }
        );
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("in_progress", more: "," + times), 100));

        await harness.RunAsync();

        Assert.Equal(notAwaited, harness.Batch.NotAwaited);
    }
}
