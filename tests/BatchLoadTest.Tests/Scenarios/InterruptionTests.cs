using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class InterruptionTests
{
    // The answer was there when the run ended: the batch exists and has to be in the figures.
    [Fact]
    public async Task Create_AnsweredAsTheRunEnds_TheBatchIsRecordedAsUnfinished()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.InterruptAfter(Step.Create);

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(Outcome.Success, Assert.Single(harness.Sink.Of(Step.Create)).Outcome);
        Assert.Equal(1, harness.Sink.Created);
        Assert.Equal(BatchOutcome.Unfinished, harness.Batch.Outcome);
        // A request that was never sent is not measured either.
        Assert.Empty(harness.Sink.Of(Step.Poll));
        Assert.Equal(0, harness.Batch.Polls);
    }

    [Fact]
    public async Task Poll_ShowsTheEndAsTheRunEnds_TheBatchIsRecordedAsCompleted()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.InterruptAfter(Step.Poll);

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.Equal(-1, harness.Batch.OutputRows);
        Assert.Equal((true, false), (harness.Batch.Findings!.IsInterrupted, harness.Batch.Findings.IsComplete));
    }

    // What was not read because of the end of the run is nothing that went wrong; a file that broke off is.
    [Theory]
    [InlineData(200, true)]
    [InlineData(500, false)]
    public async Task Errors_CutOffByTheEndOfTheRun_TheBatchIsInterruptedUnlessItsOutputHadFailed(
        int output,
        bool isInterrupted
    )
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Output, () => Answer.Text(output, "{}\n{}\n"));
        harness.Service.Next(
            Step.Errors,
            () =>
            {
                harness.Interrupt();
                throw new OperationCanceledException();
            }
        );

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());

        Assert.Equal(
            (isInterrupted, false),
            (harness.Batch.Findings!.IsInterrupted, harness.Batch.Findings.IsComplete)
        );
    }

    // The key is obtained on the run's token, which is cancelled a moment before the iteration's own.
    [Fact]
    public async Task Key_CreationEndsWithTheRun_IsAnInterruptionAndNoFault()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            keys: _ => new ScriptedKeySource((_, _) => throw new OperationCanceledException("the run has ended")),
            obtainsKey: false
        );

        Assert.Equal(IterationResult.Interrupted, await harness.Begin().ResultAsync());
        Assert.Empty(harness.Requests);
    }

    [Fact]
    public async Task Created_AnyMixOfEndings_IsTheSumOfTheOutcomes()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        string[] statuses = ["completed", "failed", "expired", "cancelled"];
        for (var round = 0; round < 40; round++)
        {
            if (round % 5 == 4)
            {
                harness.Service.Next(Step.Create, () => Answer.Text(500));
            }

            harness.Service.Statuses(statuses[round % 4]);
            await harness.RunAsync();
        }

        harness.Service.Statuses(Enumerable.Repeat("in_progress", 100));
        var last = harness.Begin();
        harness.Interrupt();
        await last.ResultAsync();

        Assert.Equal(33, harness.Sink.Created);
        Assert.Equal(33, harness.Sink.Ended.Count);
        Assert.Equal(33, harness.Sink.Ended.Select(record => record.BatchId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(harness.Sink.Of(Step.Create).Count(each => each.Outcome == Outcome.Success), harness.Sink.Created);
    }
}
