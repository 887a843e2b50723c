using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>When a batch is cancelled, and what becomes of it.</summary>
public sealed class CancelWorkflowTests
{
    private static readonly string[] Running = [.. Enumerable.Repeat("in_progress", 100)];

    [Fact]
    public async Task Cancel_IsSentAtItsMoment_AmidThePolls_AndTheEndIsNoFailure()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(3)));
        harness.Service.Statuses("in_progress", "in_progress", "cancelling", "cancelled");

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal([3], harness.SentAt(Step.Cancel));
        // Polls at 0 and 2 s, and the next one a poll interval after the request.
        Assert.Equal([0, 2, 5], harness.SentAt(Step.Poll).Take(3));
        Assert.Equal(BatchOutcome.CancelledByRun, harness.Batch.Outcome);
        Assert.False(harness.Batch.IsFailure);
        Assert.False(harness.Batch.IsDecided);
        var cancel = harness.Batch.Cancel!;
        Assert.Equal((CancelResult.Cancelled, TimeSpan.FromSeconds(3)), (cancel.Result, cancel.After));
        Assert.Equal(harness.Batch.Turnaround - cancel.After, cancel.Took);
        Assert.Equal(0, harness.Batch.Violations.Total);
    }

    [Fact]
    public async Task ShareOfNone_DrawsNothing_SoThatOtherChoicesOfASeedStay()
    {
        await using var harness = await CreateAsync(CancelPlan.None);
        harness.Service.Statuses("in_progress", "cancelled");

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Empty(harness.Sink.Of(Step.Cancel));
        Assert.Equal((BatchOutcome.Cancelled, null), (harness.Batch.Outcome, harness.Batch.Cancel));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    public async Task Refused_SinceTheBatchHasJustEnded_IsAnAnswerAsItShouldBe(int status)
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Cancel, () => Answer.Text(status, "cannot cancel a completed batch"));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(Outcome.Success, Assert.Single(harness.Sink.Of(Step.Cancel)).Outcome);
        Assert.Equal(
            (BatchOutcome.Completed, CancelResult.TooLate),
            (harness.Batch.Outcome, harness.Batch.Cancel!.Result)
        );
        Assert.Equal(2, harness.Sink.Of(Step.Poll).Count);
    }

    [Fact]
    public async Task Refused_WhileItRuns_IsAFailedRequest_AndTheBatchGoesOn()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress", "in_progress", "in_progress");
        harness.Service.Next(Step.Cancel, () => Answer.Text(409, "no"));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.True(Assert.Single(harness.Sink.Of(Step.Cancel)).Outcome.IsFailure());
        Assert.Equal(
            (BatchOutcome.Completed, CancelResult.NotAccepted),
            (harness.Batch.Outcome, harness.Batch.Cancel!.Result)
        );
    }

    [Fact]
    public async Task AcceptedAndCompletedAllTheSame_CameTooLate()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress");

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(
            (BatchOutcome.Completed, CancelResult.TooLate),
            (harness.Batch.Outcome, harness.Batch.Cancel!.Result)
        );
    }

    [Fact]
    public async Task AcceptedAndSeenRunningAfterwards_WasIgnored()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress", "in_progress");

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(
            (BatchOutcome.Completed, CancelResult.Ignored),
            (harness.Batch.Outcome, harness.Batch.Cancel!.Result)
        );
    }

    // Its input was not looked into yet, so that no total is known.
    [Fact]
    public async Task CancelledBeforeItWasValidated_HasNoRows_AndThatIsRight()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Statuses("validating");
        harness.Service.Next(
            Step.Poll,
            Enumerable.Repeat<Func<HttpResponseMessage>>(
                () =>
                    Answer.Batch("cancelled", "batch-1", ""","request_counts":{"total":0,"completed":0,"failed":0}"""),
                2
            )
        );

        await harness.RunAsync();

        Assert.Equal(0, harness.Batch.Findings!.Total);
        Assert.Equal((CancelResult.Cancelled, 2), (harness.Batch.Cancel!.Result, harness.Batch.Cancel.RowsNotDone));
    }

    [Fact]
    public async Task CancelledAndItsFileBroken_IsNotChecked()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Statuses("in_progress", "cancelled");
        harness.Service.Next(Step.Output, () => Answer.Text(500));

        await harness.RunAsync();

        Assert.Equal((BatchOutcome.CancelledByRun, null), (harness.Batch.Outcome, harness.Batch.Cancel!.RowsNotDone));
    }

    [Fact]
    public async Task NeverCancelled_IsGivenUpAfterItsTime_AFailedBatchWhateverItsWindow()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress").Statuses(Enumerable.Repeat("cancelling", 100));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Equal(
            (BatchOutcome.TimedOut, CancelResult.NotInTime),
            (harness.Batch.Outcome, harness.Batch.Cancel!.Result)
        );
        Assert.True(harness.Batch.IsFailure);
        Assert.Equal(61, harness.Batch.Turnaround.TotalSeconds, 3);
    }

    [Fact]
    public async Task RunsAgainAfterTheCancel_IsAViolation()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.FromSeconds(1)));
        harness.Service.Statuses("in_progress", "cancelling", "in_progress", "cancelled");

        await harness.RunAsync();

        Assert.Equal(1, harness.Batch.Violations.Backwards);
    }

    // Without a time: somewhere between its creation and the median of those that completed.
    [Fact]
    public async Task WithoutATime_TheMomentIsDrawn_WithinTheMedianTurnaroundSoFar()
    {
        await using var harness = await CreateAsync(new CancelPlan(1));
        harness.Service.Statuses([.. Running.Take(3), "completed"]);
        harness.Service.Next(Step.Cancel, Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Text(500), 30));
        await harness.RunAsync();
        var turnaround = harness.Batch.Turnaround;
        // Before one has completed: within one poll interval.
        Assert.InRange(harness.Batch.Cancel!.After!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(2));

        for (var seed = 2; seed < 12; seed++)
        {
            harness.Service.Statuses([.. Running.Take(3), "completed"]);
            await harness.RunAsync(seed);
        }

        var moments = harness.Sink.Ended.Skip(1).Select(batch => batch.Cancel!.After).OfType<TimeSpan>().ToList();
        Assert.All(moments, moment => Assert.InRange(moment, TimeSpan.Zero, turnaround));
        Assert.Contains(moments, moment => moment > TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Counts_AreWaitedForUntilTheyRest_BeforeItsFilesAreRead()
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Poll, Cancelled(0), Cancelled(1), Cancelled(1));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row));

        await harness.RunAsync();

        Assert.Equal(4, harness.Sink.Of(Step.Poll).Count);
        Assert.Equal(0, harness.Batch.Findings!.Total);
        Assert.Equal(1, harness.Batch.Cancel!.RowsNotDone);
    }

    [Theory]
    [InlineData(2, 2, ResultDefect.Missing, 1)]
    [InlineData(0, 0, ResultDefect.CountsDisagree, 1)]
    [InlineData(0, 1, null, 0)]
    public async Task CountsAndRows_HaveToAgree_ButRowsMayBeDoneMeanwhile(
        int before,
        int after,
        ResultDefect? defect,
        int times
    )
    {
        await using var harness = await CreateAsync(new CancelPlan(1, TimeSpan.Zero));
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Poll, Cancelled(before), Cancelled(before), Cancelled(after));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row));
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.RunAsync();

        var findings = harness.Batch.Findings!;
        Assert.Equal(times, findings.Total);
        Assert.All(defect is { } kind ? new[] { kind } : [], kind => Assert.Equal(times, findings[kind]));
    }

    private const string Row = """{"custom_id":"a","response":{"status_code":200,"body":{}}}""" + "\n";

    private static Func<HttpResponseMessage> Cancelled(int completed) =>
        () =>
            Answer.Batch(
                "cancelled",
                "batch-1",
                $$""","output_file_id":"out-1","request_counts":{"total":2,"completed":{{completed}},"failed":0}"""
            );

    private static Task<WorkflowHarness> CreateAsync(CancelPlan plan) =>
        WorkflowHarness.CreateAsync(new WorkflowOptions { Verify = VerifyMode.Metadata, Cancel = plan });
}
