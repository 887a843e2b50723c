using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>When the input of a batch is deleted, and what becomes of the batch.</summary>
public sealed class DeleteInputWorkflowTests : IDisposable
{
    private static readonly Func<HttpResponseMessage> Gone = () => Answer.Text(404, "no such batch");
    private static readonly Func<HttpResponseMessage> Served = () => Answer.Json("""{"id":"file-1"}""");
    private static readonly DeletePlan After3S = new(1, TimeSpan.FromSeconds(3));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Deleted_AtItsMoment_TheFileAndTheBatchAreGone_AndNothingOfItIsAFailure(int status)
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, () => Answer.Text(status, "gone"));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal([3], harness.SentAt(Step.Delete));
        Assert.Equal([0, 2, 5], harness.SentAt(Step.Poll));
        // The input, and both result files that the batch had named.
        Assert.Equal(3, harness.Sink.Of(Step.Gone).Count);
        Assert.All(harness.Sink.Measurements, measured => Assert.False(measured.Outcome.IsFailure()));
        var batch = harness.Batch;
        Assert.Equal((BatchOutcome.DeletedByRun, "in_progress"), (batch.Outcome, batch.LastStatus));
        Assert.Equal((false, false, 0), (batch.IsFailure, batch.IsDecided, batch.Violations.Total));
        Assert.Equal(new InputDeletion(DeleteResult.Stopped, TimeSpan.FromSeconds(3), false, null), batch.Deletion);
        Assert.Null(batch.Findings);
    }

    // As the control layer's source has it: cancelled, and its files can be read.
    [Fact]
    public async Task Cancelled_IsStopped_AndRowsThatAreNotDoneAreNotMissing()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Enumerable.Repeat(Batch("cancelled", 1), 3));
        harness.Service.Next(Step.Output, () => Answer.Text(200, Row));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal((BatchOutcome.DeletedByRun, 0), (harness.Batch.Outcome, harness.Batch.Findings!.Total));
        Assert.Equal((DeleteResult.Stopped, 1), (harness.Batch.Deletion!.Result, harness.Batch.Deletion.RowsNotDone));
    }

    [Fact]
    public async Task SeenRunningAfterwards_AndCompleted_Survived()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress", "in_progress");

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.Completed, DeleteResult.Survived),
            (harness.Batch.Outcome, harness.Batch.Deletion!.Result)
        );
    }

    [Fact]
    public async Task RunningAfterTheTimeGivenForIt_Survived_ThoughItIsGoneInTheEnd()
    {
        await using var harness = await CreateAsync(
            After3S,
            options => options with { CancelTimeout = TimeSpan.FromSeconds(5) }
        );
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 6));
        harness.Service.Next(Step.Poll, Gone);

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.DeletedByRun, DeleteResult.Survived),
            (harness.Batch.Outcome, harness.Batch.Deletion!.Result)
        );
    }

    [Fact]
    public async Task CompletedMeanwhile_CameTooLate()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.Completed, DeleteResult.TooLate),
            (harness.Batch.Outcome, harness.Batch.Deletion!.Result)
        );
    }

    // It does not say what becomes of the batch: whatever does is right, and a failure is the run's doing.
    [Theory]
    [InlineData("completed", BatchOutcome.Completed, DeleteResult.WentOn)]
    [InlineData("failed", BatchOutcome.DeletedByRun, DeleteResult.Stopped)]
    [InlineData("cancelled", BatchOutcome.DeletedByRun, DeleteResult.Stopped)]
    [InlineData("expired", BatchOutcome.DeletedByRun, DeleteResult.Stopped)]
    public async Task AtAServiceThatDoesNotSay_TheBatchDoesAsItLikes(
        string end,
        BatchOutcome outcome,
        DeleteResult result
    )
    {
        await using var harness = await CreateAsync(After3S, dialect: Undocumented);
        harness.Service.Statuses("in_progress", "in_progress", "in_progress", "in_progress", end);
        harness.Service.Next(Step.Poll, Batch(end, 0), Batch(end, 0), Batch(end, 0));

        await harness.RunAsync();

        Assert.Equal((outcome, result), (harness.Batch.Outcome, harness.Batch.Deletion!.Result));
        Assert.False(harness.Batch.IsFailure);
    }

    [Fact]
    public async Task FileThatIsStillServed_IsAskedForAgain_AndFound()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        // At once; the two results of the batch that is gone; then the file again.
        harness.Service.Next(Step.Gone, Served, Gone, Gone, Served, Served);

        await harness.RunAsync();

        // Polls do not wait for it: its turnaround is the batch's own.
        Assert.Equal([0, 2, 5], harness.SentAt(Step.Poll));
        Assert.Equal(5, harness.Batch.Turnaround.TotalSeconds, 3);
        Assert.Equal(3 + 2, harness.Sink.Of(Step.Gone).Count);
        Assert.Equal((DeleteResult.Stopped, true), (harness.Batch.Deletion!.Result, harness.Batch.Deletion.FileKept));
    }

    [Fact]
    public async Task ResultsThatAreServed_OfABatchThatIsGone_AreFound()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        harness.Service.Next(Step.Gone, Gone, () => Answer.Json("""{"id":"out-1"}"""), () => Answer.Text(410));

        await harness.RunAsync();

        Assert.Equal((DeleteResult.Stopped, 1), (harness.Batch.Deletion!.Result, harness.Batch.Deletion.ResultsKept));
        Assert.All(harness.Sink.Measurements, measured => Assert.False(measured.Outcome.IsFailure()));
    }

    [Fact]
    public async Task FileThatIsGoneAMomentLater_IsNoFinding()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        harness.Service.Next(Step.Gone, Served, Gone, Gone, Served);

        await harness.RunAsync();

        Assert.Equal((3 + 2, false), (harness.Sink.Of(Step.Gone).Count, harness.Batch.Deletion!.FileKept));
    }

    [Fact]
    public async Task Refused_IsAFailedRequest_AndTheBatchIsJudgedAsEver()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress", "in_progress", "failed");
        harness.Service.Next(Step.Delete, () => Answer.Text(409, "in use"));
        harness.Service.Next(Step.Metadata, Served, Served);

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.True(Assert.Single(harness.Sink.Of(Step.Delete)).Outcome.IsFailure());
        Assert.Equal(
            (BatchOutcome.Failed, DeleteResult.NotAccepted),
            (harness.Batch.Outcome, harness.Batch.Deletion!.Result)
        );
    }

    [Fact]
    public async Task DoneThoughItsAnswerWasAnError_IsDone()
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        harness.Service.Next(Step.Delete, () => Answer.Text(500));
        harness.Service.Next(Step.Metadata, Served, () => Answer.Text(404));

        await harness.RunAsync();

        Assert.Equal(
            (BatchOutcome.DeletedByRun, DeleteResult.Stopped),
            (harness.Batch.Outcome, harness.Batch.Deletion!.Result)
        );
    }

    [Fact]
    public async Task EndedBeforeTheMoment_NothingIsSent()
    {
        await using var harness = await CreateAsync(new DeletePlan(1, TimeSpan.FromHours(1)));
        harness.Service.Statuses("in_progress");

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Delete));
        Assert.Equal(new InputDeletion(DeleteResult.EndedBefore, null, false, null), harness.Batch.Deletion);
    }

    // Whoever reads beside the polls may meet the file of a batch that is gone.
    [Theory]
    [InlineData(ReadMode.Poll)]
    [InlineData(ReadMode.Follow)]
    public async Task ReadsOfABatchThatIsGone_AreNoFailures(ReadMode mode)
    {
        await using var harness = await CreateAsync(After3S, options => options with { Read = mode });
        harness.Service.Statuses("in_progress", "in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        harness.Service.Next(Step.Read, Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Text(200, ""), 1));
        harness.Sink.Recorded = measured =>
        {
            if (measured.Step == Step.Delete)
            {
                harness.Service.Next(Step.Read, Enumerable.Repeat(Gone, 100));
            }
        };

        await harness.RunAsync();

        Assert.Contains(harness.Sink.Of(Step.Read), read => read.Status == 404);
        Assert.All(harness.Sink.Measurements, measured => Assert.False(measured.Outcome.IsFailure()));
    }

    [Fact]
    public async Task TheSharesOfCancelsAndOfDeletions_AreBothOfAllBatches_AndNoBatchHasBoth()
    {
        await using var harness = await CreateAsync(
            new DeletePlan(0.5, TimeSpan.FromSeconds(1)),
            options => options with { Cancel = new CancelPlan(0.4, TimeSpan.FromSeconds(1)) }
        );
        for (var seed = 0; seed < 300; seed++)
        {
            harness.Service.Statuses("in_progress");
            await harness.RunAsync(seed);
        }

        var ended = harness.Sink.Ended;
        Assert.DoesNotContain(ended, batch => batch is { Cancel: not null, Deletion: not null });
        Assert.InRange(ended.Count(batch => batch.Cancel is not null), 90, 150);
        Assert.InRange(ended.Count(batch => batch.Deletion is not null), 120, 180);
    }

    [Fact]
    public async Task CleanUp_DeletesNoFileThatIsGone_AndCancelsNoBatchOfIt()
    {
        await using var account = new Leftovers(folder.File("left"));
        await using var harness = await CreateAsync(After3S, leftovers: account);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        await harness.RunAsync();
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Poll, Gone);
        harness.Service.Next(
            Step.Gone,
            Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Json("""{"id":"file-2"}"""), 10)
        );
        await harness.RunAsync();

        Assert.Equal(["file file-2"], account.Read().Where(item => !item.IsResult).Select(item => item.ToString()));
        Assert.DoesNotContain(Leftovers.ReadOf(folder.File("left")), item => item.Id == "file-1");
    }

    // Of one that another process began: whether that one has deleted its input shows by whether it is there.
    [Theory]
    [InlineData(true, BatchOutcome.DeletedByRun)]
    [InlineData(false, BatchOutcome.Lost)]
    public async Task Adopted_IsAskedForItsInputFirst(bool wasDeleted, BatchOutcome outcome)
    {
        await using var harness = await CreateAsync(After3S);
        harness.Service.Next(
            Step.Metadata,
            wasDeleted ? () => Answer.Text(404) : () => Answer.Json("""{"id":"file-9"}""")
        );
        harness.Service.Next(Step.Poll, Gone);

        await harness.Continue(
            new OpenBatch("batch-9", "file-9", harness.Clock.GetUtcNow() - TimeSpan.FromMinutes(1), 1, 2)
        );

        Assert.Empty(harness.Sink.Of(Step.Delete));
        Assert.Equal(outcome, harness.Batch.Outcome);
        Assert.Equal(
            wasDeleted ? new InputDeletion(DeleteResult.Stopped, null, false, null) : null,
            harness.Batch.Deletion
        );
    }

    private const string Row = """{"custom_id":"a","response":{"status_code":200,"body":{}}}""" + "\n";

    // With the addresses of the fake service.
    private static Dialect Undocumented => KnownDialects.Default with { StopsWithInput = false };

    private static Func<HttpResponseMessage> Batch(string status, int completed) =>
        () =>
            Answer.Batch(
                status,
                "batch-1",
                $$""","output_file_id":"out-1","request_counts":{"total":2,"completed":{{completed}},"failed":0}"""
            );

    private static Task<WorkflowHarness> CreateAsync(
        DeletePlan plan,
        Func<WorkflowOptions, WorkflowOptions>? change = null,
        Dialect? dialect = null,
        Leftovers? leftovers = null
    )
    {
        var options = new WorkflowOptions { Verify = VerifyMode.Metadata, DeleteInput = plan };
        return WorkflowHarness.CreateAsync(change?.Invoke(options) ?? options, dialect: dialect, leftovers: leftovers);
    }
}
