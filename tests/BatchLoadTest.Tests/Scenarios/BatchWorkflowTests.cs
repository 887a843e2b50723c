using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class BatchWorkflowTests
{
    [Fact]
    public async Task RunAsync_AllGoesWell_SendsTheSixStepsInOrder()
    {
        await using var harness = await WorkflowHarness.CreateAsync();

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(
            [
                "POST /ai/v1/files",
                "GET /ai/v1/files/file-1",
                "POST /ai/v1/batches",
                "GET /ai/v1/batches/batch-1",
                "GET /ai/v1/files/out-1/content",
                "GET /ai/v1/files/err-1/content",
            ],
            harness.Requests.Select(request => request.Line),
            StringComparer.Ordinal
        );
        Assert.Equal(
            [Step.Upload, Step.Metadata, Step.Create, Step.Poll, Step.Output, Step.Errors],
            harness.Sink.Steps
        );
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(Outcome.Success, each.Outcome));
        Assert.All(
            harness.Requests,
            request => Assert.Contains("Authorization: Bearer sk-given-key", request.Headers, StringComparison.Ordinal)
        );
        Assert.Equal(1, harness.Sink.Created);
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.Equal((1, 2L, 1L), (harness.Batch.Polls, harness.Batch.OutputRows, harness.Batch.ErrorRows));
    }

    [Fact]
    public async Task RunAsync_Create_SaysWhatTheContractSays()
    {
        await using var harness = await WorkflowHarness.CreateAsync();

        await harness.RunAsync();

        using var body = JsonDocument.Parse(harness.Requests[2].Body);
        Assert.Equal(
            """{"input_file_id":"file-1","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"test_run":"run-1","user":"user-1"}}""",
            body.RootElement.GetRawText()
        );
    }

    [Theory]
    [InlineData(VerifyMode.Metadata, new[] { Step.Metadata })]
    [InlineData(VerifyMode.Content, new[] { Step.Verify })]
    [InlineData(VerifyMode.Both, new[] { Step.Metadata, Step.Verify })]
    public async Task RunAsync_VerifyMode_IsFollowed(VerifyMode mode, Step[] steps)
    {
        await using var harness = await WorkflowHarness.CreateAsync(new WorkflowOptions { Verify = mode });

        await harness.RunAsync();

        Assert.Equal(steps, harness.Sink.Steps.Where(step => step is Step.Metadata or Step.Verify));
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(Outcome.Success, each.Outcome));
    }

    [Fact]
    public async Task RunAsync_VerifyAtRandom_IsHalfAndHalf()
    {
        await using var harness = await WorkflowHarness.CreateAsync(new WorkflowOptions());
        for (var seed = 0; seed < 200; seed++)
        {
            await harness.RunAsync(seed);
        }

        Assert.InRange(harness.Sink.Of(Step.Metadata).Count, 70, 130);
        Assert.Equal(200, harness.Sink.Of(Step.Metadata).Count + harness.Sink.Of(Step.Verify).Count);
    }

    [Theory]
    [InlineData(500, "x")]
    [InlineData(200, "{}")]
    public async Task RunAsync_UploadFails_NothingElseIsSent(int status, string body)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.Text(status, body));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Equal([Step.Upload], harness.Sink.Steps);
        Assert.True(harness.Sink.Measurements[0].Outcome.IsFailure());
        Assert.Empty(harness.Sink.Ended);
    }

    [Fact]
    public async Task RunAsync_VerifyFails_TheRestRuns()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Metadata, () => Answer.Text(404));

        await harness.RunAsync();

        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
        Assert.Equal(1, harness.Sink.Measurements.Count(each => each.Outcome.IsFailure()));
    }

    [Fact]
    public async Task RunAsync_CreateFails_NothingIsPolled()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Text(422, "bad model"));

        await harness.RunAsync();

        Assert.Equal([Step.Upload, Step.Metadata, Step.Create], harness.Sink.Steps);
        Assert.Equal("bad model", harness.Sink.Of(Step.Create)[0].Detail);
        Assert.Equal(0, harness.Sink.Created);
        Assert.Empty(harness.Sink.Ended);
    }

    [Fact]
    public async Task RunAsync_CreateWithoutAnId_IsAFailureAndNoBatch()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Json("""{"status":"validating"}"""));

        await harness.RunAsync();

        Assert.Equal(Outcome.MalformedBody, harness.Sink.Of(Step.Create)[0].Outcome);
        Assert.Equal(0, harness.Sink.Created);
    }

    [Fact]
    public async Task RunAsync_SecondRoundFails_UsesNoIdOfTheFirst()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();
        harness.Service.Next(Step.Upload, () => Answer.Text(500));
        await harness.RunAsync();
        harness.Service.Next(Step.Create, () => Answer.Text(500));
        await harness.RunAsync();

        Assert.Equal(6 + 1 + 3, harness.Requests.Count);
        Assert.DoesNotContain("file-1", string.Concat(harness.Requests.Skip(6)), StringComparison.Ordinal);
        Assert.Single(harness.Sink.Ended);
    }

    [Fact]
    public async Task RunAsync_ContentIsAnotherFiles_IsAMismatchAndTheRestRuns()
    {
        await using var harness = await WorkflowHarness.CreateAsync(new() { Verify = VerifyMode.Content });
        harness.Service.Next(Step.Verify, () => Answer.Text(200, """{"custom_id":"a"}""" + "\n"));

        await harness.RunAsync();

        var verify = Assert.Single(harness.Sink.Of(Step.Verify));
        Assert.Equal(Outcome.ContentMismatch, verify.Outcome);
        Assert.Equal("the file has 1 requests instead of 2", verify.Detail);
        Assert.Equal(BatchOutcome.Completed, harness.Batch.Outcome);
    }

    [Fact]
    public async Task RunAsync_BatchHasEndedInTheCreateAnswer_IsNotPolled()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(
            Step.Create,
            () => Answer.Json("""{"job":{"id":"batch-9","status":"SUCCESS","output_file":"out-9"}}""")
        );

        await harness.RunAsync();

        Assert.Equal([Step.Upload, Step.Metadata, Step.Create, Step.Output], harness.Sink.Steps);
        Assert.Equal((BatchOutcome.Completed, 0), (harness.Batch.Outcome, harness.Batch.Polls));
        Assert.Equal((2L, -1L), (harness.Batch.OutputRows, harness.Batch.ErrorRows));
    }

    [Fact]
    public async Task RunAsync_DownloadFails_HasNoRows()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Output, () => Answer.Text(404)).Next(Step.Errors, () => Answer.Text(200));

        await harness.RunAsync();

        Assert.Equal((-1L, 0L), (harness.Batch.OutputRows, harness.Batch.ErrorRows));
    }

    [Fact]
    public async Task RunAsync_StepWait_IsBetweenTheSteps()
    {
        var wait = new WaitTime(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, StepWait = wait }
        );

        await harness.RunAsync();

        Assert.Equal([0, 3, 6, 9, 12, 15], harness.Requests.Select(each => (each.At - harness.Start).TotalSeconds));
        Assert.All(harness.Sink.Measurements, each => Assert.Equal(TimeSpan.Zero, each.Latency));
    }
}
