using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>A batch that says that it is completed, and does not name its output file.</summary>
public sealed class LateOutputTests
{
    private const string AllFailed =
        ""","error_file_id":"err-1","request_counts":{"total":2,"completed":0,"failed":2}""";

    [Fact]
    public async Task Output_ComesWithinTenSeconds_IsReadAndTheTurnaroundHasEnded()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("completed"), 4));

        await harness.RunAsync();

        Assert.Equal([0, 1, 2, 3, 4], harness.SentAt(Step.Poll));
        Assert.Equal((BatchOutcome.Completed, 5), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal(TimeSpan.Zero, harness.Batch.Turnaround);
        Assert.True(harness.Batch.LateOutput);
        Assert.Equal(2, harness.Batch.OutputRows);
        Assert.Equal(0, harness.Batch.Findings![ResultDefect.NoOutput]);
        Assert.Equal(default, harness.Batch.Violations);
    }

    [Fact]
    public async Task Output_NeverComes_IsOneDefectAndNoMissingRows()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("completed"), 100));

        await harness.RunAsync();

        Assert.Equal(Enumerable.Range(0, 11).Select(second => (double)second), harness.SentAt(Step.Poll));
        var findings = harness.Batch.Findings!;
        Assert.Equal((1L, 0L, 1L), (findings[ResultDefect.NoOutput], findings[ResultDefect.Missing], findings.Total));
        Assert.Equal(["0 of 2 rows are in the error file"], findings.Examples(ResultDefect.NoOutput));
        Assert.True(findings.IsComplete);
        Assert.False(harness.Batch.LateOutput);
        Assert.Equal(TimeSpan.Zero, harness.Batch.Turnaround);
    }

    [Fact]
    public async Task Output_NeverComesAndSomeRowsFailed_IsOneDefect()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        const string Some = ""","error_file_id":"err-1","request_counts":{"total":2,"completed":1,"failed":1}""";
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("completed", more: Some), 100));

        await harness.RunAsync();

        Assert.Equal(11, harness.Batch.Polls);
        var findings = harness.Batch.Findings!;
        Assert.Equal(
            (1L, 0L, 1L),
            (findings[ResultDefect.NoOutput], findings[ResultDefect.Missing], findings.ErrorRows)
        );
        // The counts that the files do not bear out follow from the file that is not there.
        Assert.Equal(
            (1L, 1L),
            (findings[ResultDefect.CountsDisagree], findings.Following(ResultDefect.CountsDisagree))
        );
        Assert.Equal(["1 of 2 rows are in the error file"], findings.Examples(ResultDefect.NoOutput));
    }

    // OpenAI's form of a batch without any success.
    [Fact]
    public async Task AllRowsFailedByTheCounts_NothingIsWaitedFor()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, () => Answer.Batch("completed", more: AllFailed));
        harness.Service.Next(
            Step.Errors,
            () => Answer.Text(200, "{\"custom_id\":\"a\",\"error\":{}}\n{\"custom_id\":\"b\",\"error\":{}}")
        );

        await harness.RunAsync();

        Assert.Equal(1, harness.Batch.Polls);
        Assert.Equal((-1L, 2L), (harness.Batch.OutputRows, harness.Batch.ErrorRows));
        Assert.Equal(0, harness.Batch.Findings!.Total);
        Assert.True(harness.Batch.Findings.IsComplete);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","request_counts":{"total":2}""")]
    [InlineData(""","request_counts":{"total":2,"completed":0,"failed":0}""")]
    public async Task AllRowsInTheErrorFileAndCountsDoNotTell_ItIsReadFirstAndNothingIsWaitedFor(string counts)
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, CheckResults = BatchLoadTest.Scenarios.Results.CheckMode.Count }
        );
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch("completed", more: ""","error_file_id":"err-1" """ + counts)
        );
        harness.Service.Next(Step.Errors, () => Answer.Text(200, "{}\n{}\n"));

        await harness.RunAsync();

        Assert.Equal(1, harness.Batch.Polls);
        Assert.Single(harness.Sink.Of(Step.Errors));
        Assert.Equal(2, harness.Batch.ErrorRows);
        Assert.Equal(0, harness.Batch.Findings![ResultDefect.NoOutput]);
    }

    [Fact]
    public async Task FewRowsInTheErrorFileAndCountsDoNotTell_TheOutputIsWaitedFor()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            Enumerable.Repeat(() => Answer.Batch("completed", more: ""","error_file_id":"err-1" """), 3)
        );

        await harness.RunAsync();

        Assert.Equal(4, harness.Batch.Polls);
        Assert.True(harness.Batch.LateOutput);
        // Read once, before.
        Assert.Single(harness.Sink.Of(Step.Errors));
        Assert.Equal((2L, 1L), (harness.Batch.OutputRows, harness.Batch.ErrorRows));
    }

    [Fact]
    public async Task RunEndsWhileItIsWaitedFor_IsAnInterruptedBatchAndNoDefect()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("completed"), 100));
        var iteration = harness.Begin();
        harness.Clock.Advance(TimeSpan.FromSeconds(3));

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        var findings = harness.Batch.Findings!;
        Assert.Equal((true, false, 0L), (findings.IsInterrupted, findings.IsComplete, findings.Total));
    }

    [Fact]
    public async Task BatchTimeout_BoundsTheWait()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, BatchTimeout = TimeSpan.FromSeconds(4) }
        );
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("completed"), 100));

        await harness.RunAsync();

        Assert.Equal([0, 1, 2, 3, 4], harness.SentAt(Step.Poll));
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    // What the polls in between show is counted, and the batch stays what it was.
    [Fact]
    public async Task WhileItIsWaitedFor_OtherAnswersChangeNothing()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch("completed"),
            () => Answer.Text(500),
            () => Answer.Batch("completed", "batch-other", ""","output_file_id":"out-other" """),
            () => Answer.Batch("in_progress", more: ""","output_file_id":"out-1" """),
            () => Answer.Text(404)
        );

        await harness.RunAsync();

        Assert.Equal((BatchOutcome.Completed, 6), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal(1, harness.Sink.ForeignAnswers);
        Assert.Equal((1, 1), (harness.Batch.Violations.Backwards, harness.Batch.Violations.NotFound));
        Assert.Equal(2, harness.Batch.OutputRows);
    }

    [Fact]
    public async Task OutputNamedAtOnce_NothingIsWaitedFor()
    {
        await using var harness = await WorkflowHarness.CreateAsync();

        await harness.RunAsync();

        Assert.Equal(1, harness.Batch.Polls);
        Assert.False(harness.Batch.LateOutput);
    }
}
