using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>Answers about another object than the one that was asked for: counted, and never taken for it.</summary>
public sealed class ForeignAnswerTests
{
    [Theory]
    [InlineData("batch-2")]
    [InlineData("BATCH-1")]
    [InlineData("batch-1 ")]
    [InlineData("batch%2D1")]
    [InlineData("batch-1?")]
    public async Task Poll_AnswersAnotherBatch_IsAFailedRequestAndNotAdopted(string other)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch("completed", other, ""","output_file_id":"out-other","error_file_id":"err-other" """)
        );

        await harness.RunAsync();

        var polls = harness.Sink.Of(Step.Poll);
        Assert.Equal([Outcome.ContentMismatch, Outcome.Success], polls.Select(each => each.Outcome));
        Assert.Equal($"asked for batch-1, answered {other.TrimEnd()}", polls[0].Detail);
        Assert.Equal(1, harness.Sink.ForeignAnswers);
        Assert.Equal(
            ("batch-1", BatchOutcome.Completed, 2),
            (harness.Batch.BatchId, harness.Batch.Outcome, harness.Batch.Polls)
        );
        // At 0 s it was not believed; the next poll showed the end.
        Assert.Equal(2, harness.Batch.Turnaround.TotalSeconds);
        Assert.DoesNotContain(
            harness.Requests,
            request => request.Uri.AbsolutePath.Contains("other", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Poll_AlwaysAnswersAnotherBatch_AsksForItsOwnToTheLast()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Poll, Enumerable.Repeat(() => Answer.Batch("in_progress", "theirs"), 100));

        await harness.RunAsync();

        Assert.Equal((BatchOutcome.PollsExhausted, 60), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal(60, harness.Sink.ForeignAnswers);
        Assert.All(
            harness.Requests.Where(request => FakeService.StepOf(request) == Step.Poll),
            request => Assert.Equal("/ai/v1/batches/batch-1", request.Uri.AbsolutePath)
        );
        Assert.Equal("validating", harness.Batch.LastStatus);
    }

    [Fact]
    public async Task Create_AnswersABatchThatThisRunHas_IsNoBatchOfThisRound()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();
        harness.Service.Next(Step.Create, () => Answer.Batch("validating", "batch-1"));

        await harness.RunAsync();

        Assert.Equal(1, harness.Sink.Created);
        Assert.Single(harness.Sink.Ended);
        Assert.Equal(1, harness.Sink.ForeignAnswers);
        var create = harness.Sink.Of(Step.Create)[^1];
        Assert.Equal(Outcome.ContentMismatch, create.Outcome);
        Assert.Equal("answered batch-1, a batch that this run has already", create.Detail);
        Assert.Single(harness.Sink.Of(Step.Poll));
    }

    [Fact]
    public async Task Upload_AnswersAFileThatThisRunHas_EndsTheRound()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();
        harness.Service.Next(Step.Upload, () => Answer.Json("""{"id":"file-1"}"""));

        await harness.RunAsync();

        Assert.Equal(1, harness.Sink.Prompts.Uploads);
        Assert.Equal(1, harness.Sink.ForeignAnswers);
        Assert.Equal("answered file-1, a file that this run has already", harness.Sink.Of(Step.Upload)[^1].Detail);
        Assert.Single(harness.Sink.Of(Step.Create));
    }

    [Fact]
    public async Task Metadata_OfAnotherFile_IsAFailedRequestAndTheRoundGoesOn()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Metadata, () => Answer.Json("""{"id":"FILE-1"}"""));

        await harness.RunAsync();

        var metadata = Assert.Single(harness.Sink.Of(Step.Metadata));
        Assert.Equal((Outcome.ContentMismatch, 200), (metadata.Outcome, metadata.Status));
        Assert.Equal("asked for file-1, answered FILE-1", metadata.Detail);
        Assert.Equal(1, harness.Sink.ForeignAnswers);
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    [Fact]
    public async Task Id_ThatIsTheKey_IsNotShown()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Redactor.Add("sk-given-key");
        harness.Service.Next(Step.Metadata, () => Answer.Json("""{"id":"sk-given-key"}"""));

        await harness.RunAsync();

        Assert.Equal("asked for file-1, answered ***", Assert.Single(harness.Sink.Of(Step.Metadata)).Detail);
    }

    // Its rows have the ids of the input, so that nothing but the file's id tells it apart.
    [Theory]
    [InlineData("out-1")]
    [InlineData("err-1")]
    [InlineData("file-2")]
    public async Task Batch_NamesAFileOfAnotherForItsOutput_ItIsNotRead(string file)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch("completed", "batch-2", $$""","output_file_id":"{{file}}","error_file_id":"err-2" """)
        );

        await harness.RunAsync();

        Assert.Equal(1, harness.Sink.ForeignAnswers);
        Assert.Single(harness.Sink.Of(Step.Output));
        var batch = harness.Sink.Ended[^1];
        Assert.Equal((-1L, 1L), (batch.OutputRows, batch.ErrorRows));
        Assert.False(batch.Findings!.IsComplete);
        Assert.False(batch.Findings.IsInterrupted);
        Assert.Single(
            harness.Logger.Lines,
            line => line.Contains($"names the result file {file}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Batches_OfManyRounds_AreNoneOfThemForeign()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        for (var round = 0; round < 20; round++)
        {
            harness.Service.Statuses("in_progress", "completed");
            await harness.RunAsync();
        }

        Assert.Equal(0, harness.Sink.ForeignAnswers);
        Assert.Equal(20, harness.Sink.Ended.Count);
    }
}
