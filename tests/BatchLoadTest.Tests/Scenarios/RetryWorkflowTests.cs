using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>When rows of an ended batch are done again, and what becomes of it.</summary>
public sealed class RetryWorkflowTests
{
    [Fact]
    public async Task FailedRow_IsDoneAgain_TheFilesAreReadOnce_AndTheStatusGoingBackIsNoViolation()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1), Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Poll, Counted("completed", 2, 0));
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a") + Row("b")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        // Polls at 0 and 2 s; then at once, and after the wait that the first of a batch has.
        Assert.Equal([0, 2, 2, 4], harness.SentAt(Step.Poll));
        Assert.Equal([2], harness.SentAt(Step.Retry));
        Assert.Single(harness.Sink.Of(Step.Output));
        Assert.Equal(["batch-1"], harness.Retried);
        var batch = harness.Batch;
        Assert.Equal(BatchOutcome.RetriedByRun, batch.Outcome);
        Assert.False(batch.IsFailure);
        Assert.False(batch.IsDecided);
        Assert.Equal(0, batch.Violations.Total);
        Assert.Equal(0, batch.Findings!.Total);
        Assert.True(batch.Findings.IsComplete);
        Assert.Equal(
            new BatchRetry(RetryResult.Retried, BatchOutcome.Completed, TimeSpan.FromSeconds(2), 1, 1),
            batch.Retry
        );
        // The end that the service came to by itself.
        Assert.True(batch.HasTurnaround);
        Assert.Equal(2, batch.Turnaround.TotalSeconds, 3);
    }

    [Fact]
    public async Task BatchWithoutAFailedRow_IsLeftAsItIs()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 2, 0));

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Retry));
        Assert.Equal((BatchOutcome.Completed, null), (harness.Batch.Outcome, harness.Batch.Retry));
    }

    [Fact]
    public async Task ShareOfNone_DrawsNothing()
    {
        await using var harness = await CreateAsync(0);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1));

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Retry));
    }

    [Fact]
    public async Task RowLostByIt_IsADefect()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1), Counted("completed", 2, 0));
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        Assert.Equal(RetryResult.RowsLeft, harness.Batch.Retry!.Result);
        Assert.Equal(1, harness.Batch.Findings![ResultDefect.Missing]);
    }

    [Fact]
    public async Task RowLeftInTheErrorFile_IsADefect()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1), Counted("completed", 2, 0));
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a") + Row("b")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, Row("b")));

        await harness.RunAsync();

        Assert.Equal(1, harness.Batch.Findings![ResultDefect.InBoth]);
    }

    // A batch of which all rows fail is failed at a control layer; after the retry too.
    [Theory]
    [InlineData("", 0, 2)]
    [InlineData("b", 0, 0)]
    public async Task FailedBatch_FailsAgain_ItsRowsHaveToBeInItsFiles(string row, int failedThen, int missing)
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("failed", 0, 2), Counted("failed", 0, 2));
        harness.Service.Next(Step.Retry, Counted("in_progress", 0, failedThen));
        harness.Service.Next(Step.Output, () => Answer.Text(200, ""));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, row.Length == 0 ? "" : Row("a") + Row(row)));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(BatchOutcome.RetriedByRun, harness.Batch.Outcome);
        Assert.Equal((missing > 0 ? RetryResult.RowsLeft : RetryResult.Retried, 2, 0), Result(harness.Batch));
        Assert.Equal(missing, harness.Batch.Findings![ResultDefect.Missing]);
    }

    [Fact]
    public async Task CancelledByTheRun_IsDoneToItsEnd_AndTheCancelIsJudgedByItself()
    {
        await using var harness = await CreateAsync(1, new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Next(
            Step.Poll,
            Counted("in_progress", 0, 0),
            Counted("cancelled", 1, 0),
            Counted("cancelled", 1, 0),
            Counted("completed", 2, 0)
        );
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a") + Row("b")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        var batch = harness.Batch;
        Assert.Equal(BatchOutcome.RetriedByRun, batch.Outcome);
        Assert.Equal((RetryResult.Retried, 1, 1), Result(batch));
        Assert.Equal((CancelResult.Cancelled, 1), (batch.Cancel!.Result, batch.Cancel.RowsNotDone));
        Assert.False(batch.HasTurnaround);
        Assert.Equal((0, 0), (batch.Violations.Total, batch.Findings!.Total));
        Assert.Single(harness.Sink.Of(Step.Cancel));
    }

    [Fact]
    public async Task CancelledAgain_WithRowsInNoFile_IsSaid()
    {
        await using var harness = await CreateAsync(1, new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Next(
            Step.Poll,
            Counted("in_progress", 0, 0),
            Counted("cancelled", 1, 0),
            Counted("cancelled", 1, 0),
            Counted("in_progress", 1, 0),
            Counted("cancelled", 1, 0)
        );
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        Assert.Equal((RetryResult.RowsLeft, 1, 0), Result(harness.Batch));
    }

    [Fact]
    public async Task ByRows_NamesThoseOfTheErrorFile_AndWhatACancelledBatchHadNotDoneStaysSo()
    {
        await using var harness = await CreateAsync(1, new CancelPlan(1, TimeSpan.Zero), RetryBy.Rows);
        harness.Service.Next(
            Step.Poll,
            Counted("in_progress", 0, 0),
            Counted("cancelled", 0, 1),
            Counted("cancelled", 0, 1),
            Counted("in_progress", 0, 0),
            Counted("cancelled", 1, 0)
        );
        harness.Service.Next(Step.Retry, Counted("in_progress", 0, 0));
        harness.Service.Next(
            Step.Errors,
            () => Answer.Text(200, """{"custom_id":"a","id":"batch_req_7f-1"}""" + "\n{\n" + Row("b")),
            () => Answer.Text(200, "")
        );
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a")));

        await harness.RunAsync();

        var sent = Assert.Single(
            harness.Requests,
            request => request.Uri.AbsolutePath.EndsWith("/retry-requests", StringComparison.Ordinal)
        );
        Assert.Equal("""{"request_ids":["7f-1"]}""", sent.Body);
        Assert.Equal((RetryResult.Retried, 1, 1), Result(harness.Batch));
        Assert.Equal((0, 1), (harness.Batch.Findings!.Total, harness.Batch.Findings.RowsNotDone));
    }

    [Fact]
    public async Task Refused_TheBatchStaysAsItEnded()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1));
        harness.Service.Next(Step.Retry, () => Answer.Text(400, "No failed requests to retry in this batch"));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.True(harness.Batch.HasTurnaround);
        Assert.Equal(RetryResult.NotAccepted, harness.Batch.Retry!.Result);
        Assert.Single(harness.Sink.Of(Step.Poll));
        Assert.Single(harness.Sink.Of(Step.Output));
    }

    [Fact]
    public async Task AnswerLost_AndTheBatchWorksAgain_IsTakenForAccepted()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(
            Step.Poll,
            Counted("completed", 1, 1),
            Counted("in_progress", 1, 0),
            Counted("completed", 2, 0)
        );
        harness.Service.Next(Step.Retry, () => Answer.Text(504, "too slow"));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a") + Row("b")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        Assert.Equal((RetryResult.Retried, 1, 1), Result(harness.Batch));
        Assert.Equal(0, harness.Batch.Violations.Total);
    }

    // A copy that knows nothing of the request yet may answer the first polls.
    [Fact]
    public async Task PollsThatShowTheEndBefore_AreNoEnd()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(
            Step.Poll,
            Counted("completed", 1, 1),
            Counted("completed", 1, 1),
            Counted("in_progress", 1, 0),
            Counted("completed", 2, 0)
        );
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row("a") + Row("b")));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        Assert.Equal((RetryResult.Retried, 1, 1), Result(harness.Batch));
        Assert.Equal(4, harness.Sink.Of(Step.Poll).Count);
    }

    [Theory]
    [InlineData("completed", 1)]
    [InlineData("in_progress", 1)]
    public async Task StatusOrCountsThatNeverGoBack_AreSaid(string status, int failed)
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Enumerable.Repeat(Counted("completed", 1, 1), 20));
        harness.Service.Next(Step.Retry, Counted(status, 1, failed));

        await harness.RunAsync();

        Assert.Equal((RetryResult.NotResumed, 1, 0), Result(harness.Batch));
    }

    [Fact]
    public async Task NeverEndsAgain_IsGivenUpLikeAnyBatch_TheTimeCountsFromTheRequest()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new WorkflowOptions
            {
                Verify = VerifyMode.Metadata,
                Retry = new RetryPlan(1),
                BatchTimeout = TimeSpan.FromSeconds(20),
            }
        );
        harness.Service.Next(Step.Poll, Counted("in_progress", 0, 0), Counted("completed", 1, 1));
        harness.Service.Next(Step.Poll, Enumerable.Repeat(Counted("in_progress", 1, 0), 50));
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.TimedOut, RetryResult.NotInTime),
            (harness.Batch.Outcome, harness.Batch.Retry!.Result)
        );
        Assert.Equal(22, harness.Batch.Turnaround.TotalSeconds, 3);
        Assert.False(harness.Batch.HasTurnaround);
    }

    // Nobody knows whether it works again: clean-up has to cancel it.
    [Fact]
    public async Task CutOffAfterIt_IsUnfinished()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1));
        harness.InterruptAfter(Step.Retry);

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.Unfinished, RetryResult.NotKnown),
            (harness.Batch.Outcome, harness.Batch.Retry!.Result)
        );
    }

    [Fact]
    public async Task LostAfterIt_IsAFailedBatch()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Poll, Counted("completed", 1, 1));
        harness.Service.Next(Step.Poll, Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Text(404), 50));
        harness.Service.Next(Step.Retry, Counted("in_progress", 1, 0));

        await harness.RunAsync();

        Assert.Equal((BatchOutcome.Lost, RetryResult.NotKnown), (harness.Batch.Outcome, harness.Batch.Retry!.Result));
    }

    private static (RetryResult, long, long) Result(BatchRecord batch) =>
        (batch.Retry!.Result, batch.Retry.Rows, batch.Retry.Recovered);

    private static string Row(string id) =>
        $$$"""{"custom_id":"{{{id}}}","response":{"status_code":200,"body":{} }}""" + "\n";

    private static Func<HttpResponseMessage> Counted(string status, int completed, int failed) =>
        () =>
            Answer.Batch(
                status,
                "batch-1",
                $$""","output_file_id":"out-1","error_file_id":"err-1","request_counts":{"total":2,"completed":{{completed}},"failed":{{failed}} }"""
            );

    private static Task<WorkflowHarness> CreateAsync(
        double share,
        CancelPlan? cancel = null,
        RetryBy by = RetryBy.Batch
    ) =>
        WorkflowHarness.CreateAsync(
            new WorkflowOptions
            {
                Verify = VerifyMode.Metadata,
                Retry = new RetryPlan(share, by),
                Cancel = cancel ?? CancelPlan.None,
            }
        );
}
