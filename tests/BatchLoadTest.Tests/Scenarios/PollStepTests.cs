using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class PollStepTests
{
    // Timers know whole milliseconds.
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Poll_Unfinished_WaitsTwoSecondsThenLongerUpToThirty()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        double[] waits = [2, 3, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30, 30, 30];
        harness.Service.Statuses(Enumerable.Repeat("in_progress", waits.Length));

        var iteration = harness.Begin();
        foreach (var wait in waits)
        {
            var sent = harness.Sink.Of(Step.Poll).Count;
            harness.Clock.Advance(TimeSpan.FromSeconds(wait) - Millisecond);
            Assert.Equal(sent, harness.Sink.Of(Step.Poll).Count);
            harness.Clock.Advance(Millisecond);
            Assert.Equal(sent + 1, harness.Sink.Of(Step.Poll).Count);
        }

        Assert.Equal(IterationResult.Completed, await iteration.ResultAsync());
        Assert.Equal((BatchOutcome.Completed, 11), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal(waits.Sum(), harness.Batch.Turnaround.TotalSeconds, 6);
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(TimeSpan.Zero, each.Latency));
    }

    [Fact]
    public async Task Poll_NeverEnds_IsGivenUpAfterTheLastAllowedOne()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses(Enumerable.Repeat("finalizing", 100));

        await harness.RunAsync();

        Assert.Equal(60, harness.Sink.Of(Step.Poll).Count);
        Assert.Equal((BatchOutcome.PollsExhausted, 60), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal("finalizing", harness.Batch.LastStatus);
        // Its files may be there and still prove nothing.
        Assert.Empty(harness.Sink.Of(Step.Output));
    }

    [Fact]
    public async Task Poll_BatchTimeoutOver_IsGivenUp()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, BatchTimeout = TimeSpan.FromSeconds(8) }
        );
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 100));

        await harness.RunAsync();

        // At 0, 2 and 5 s; the next would be at 9.5 s.
        Assert.Equal([0, 2, 5], harness.SentAt(Step.Poll));
        Assert.Equal(BatchOutcome.TimedOut, harness.Batch.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(8), harness.Batch.Turnaround);
    }

    [Theory]
    [InlineData("failed", BatchOutcome.Failed)]
    [InlineData("expired", BatchOutcome.Expired)]
    [InlineData("cancelled", BatchOutcome.Cancelled)]
    [InlineData("TIMEOUT_EXCEEDED", BatchOutcome.Expired)]
    public async Task Poll_EndedBadly_IsABatchFailureAndNoRequestFailure(string status, BatchOutcome outcome)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses("cancelling", status);

        await harness.RunAsync();

        Assert.Equal(outcome, harness.Batch.Outcome);
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(Outcome.Success, each.Outcome));
        // What it left is read all the same.
        Assert.Equal((2L, 1L), (harness.Batch.OutputRows, harness.Batch.ErrorRows));
    }

    [Fact]
    public async Task Poll_UnknownStatus_GoesOnAndIsLoggedOnce()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses("on_hold", "on_hold", "completed");

        await harness.RunAsync();

        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(Outcome.Success, each.Outcome));
        Assert.Equal(["on_hold"], harness.Batch.UnknownStatuses);
        Assert.Equal(2, harness.Batch.Violations.UnknownStatus);
        Assert.Single(harness.Logger.Lines, line => line.Contains("'on_hold'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Poll_NotFoundJustAfterCreate_IsAFailedRequestAndNoLostBatch()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, () => Answer.Text(404), () => Answer.Text(404));

        await harness.RunAsync();

        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.Equal(2, harness.Sink.Of(Step.Poll).Count(each => each.Status == 404));
    }

    [Fact]
    public async Task Poll_NotFoundLater_IsALostBatch()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 4)).Next(Step.Poll, () => Answer.Text(404));

        await harness.RunAsync();

        Assert.Equal((BatchOutcome.Lost, 5), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal("in_progress", harness.Batch.LastStatus);
        Assert.Empty(harness.Sink.Of(Step.Output));
    }

    [Fact]
    public async Task Poll_FailsInEveryWay_TheNextOneMaySucceed()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.Text(500),
            () => Answer.Text(200, "<html>"),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError),
            () => Answer.Text(403)
        );

        await harness.RunAsync();

        Assert.Equal(
            ["http_500", "malformed_body", "unreachable", "http_403", "success"],
            harness.Sink.Of(Step.Poll).Select(each => each.Outcome.KindName(each.Status)),
            StringComparer.Ordinal
        );
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    [Fact]
    public async Task Poll_RetryAfterLongerThanTheWait_IsObeyedAndAShorterOneNot()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.RetryAfter(429, "20"),
            () => Answer.RetryAfter(503, "1"),
            () => Answer.RetryAfter(429, "0")
        );

        await harness.RunAsync();

        // After the third the wait would be 4.5 s; time is advanced in whole seconds here.
        Assert.Equal([0, 20, 23, 28], harness.SentAt(Step.Poll));
    }

    [Fact]
    public async Task Poll_Interrupted_LeavesAnUnfinishedBatch()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 10));
        var iteration = harness.Begin();
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal((BatchOutcome.Unfinished, 2), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal(TimeSpan.FromSeconds(3), harness.Batch.Turnaround);
        // The second poll; what the third would have shown nobody knows.
        Assert.Equal(TimeSpan.FromSeconds(2), harness.Batch.LastSeen);
        Assert.Equal(1, harness.Sink.Created);
    }

    [Fact]
    public async Task Poll_InterruptedWithinTheRequest_IsMeasuredAsInterrupted()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () =>
            {
                harness.Interrupt();
                throw new OperationCanceledException();
            }
        );

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(Outcome.Interrupted, Assert.Single(harness.Sink.Of(Step.Poll)).Outcome);
        Assert.Equal(BatchOutcome.Unfinished, harness.Batch.Outcome);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(7, 22.78125)]
    [InlineData(8, 30)]
    [InlineData(60, 30)]
    [InlineData(1_000_000, 30)]
    public void Backoff_AnyPoll_IsTheSeedsFormula(int poll, double seconds) =>
        Assert.Equal(seconds, PollBackoff.After(poll, new WorkflowOptions()).TotalSeconds);
}
