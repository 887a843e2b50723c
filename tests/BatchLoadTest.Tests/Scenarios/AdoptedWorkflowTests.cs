using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>A batch that one process creates and another one goes on with.</summary>
public sealed class AdoptedWorkflowTests
{
    [Fact]
    public async Task Opened_IsTold_ButNotOfTheWarmUp()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();

        Assert.Equal([new OpenBatch("batch-1", "file-1", harness.Batch.CreatedAt, 1, 2)], harness.Opened);
        harness.Service.Statuses("in_progress");
        _ = harness.BeginWarmUp();
        Assert.Single(harness.Opened);
    }

    [Fact]
    public async Task Continue_TurnaroundCountsFromTheCreation_AndNothingIsCreated()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses("in_progress");
        var batch = Batch(harness, age: 40);

        var iteration = harness.Continue(batch);
        harness.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(IterationResult.Completed, await iteration.ResultAsync());
        Assert.Equal(
            (BatchOutcome.Completed, 42.0, 7, batch.CreatedAt),
            (harness.Batch.Outcome, harness.Batch.Turnaround.TotalSeconds, harness.Batch.User, harness.Batch.CreatedAt)
        );
        Assert.Equal(
            [Step.Poll, Step.Poll, Step.Output, Step.Errors],
            harness.Sink.Measurements.Select(each => each.Step)
        );
        // Its creation and its iteration's start were counted where they were.
        Assert.Equal((0, 2L), (harness.Opened.Count, harness.Batch.OutputRows));
    }

    [Fact]
    public async Task Continue_OlderThanTheBatchTimeout_IsAskedOnceAndGivenUp()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new() { Verify = VerifyMode.Metadata, BatchTimeout = TimeSpan.FromSeconds(8) }
        );
        harness.Service.Statuses("in_progress");

        await harness.Continue(Batch(harness, age: 40)).ResultAsync();

        Assert.Equal((BatchOutcome.TimedOut, 1), (harness.Batch.Outcome, harness.Batch.Polls));
    }

    // When it ended first nobody here knows; that it was retried, and so is no batch of the service's own pace, it does.
    [Fact]
    public async Task Continue_OfOneThatWorksAgain_IsRetriedByTheRun_AndHasNoTurnaround()
    {
        await using var harness = await WorkflowHarness.CreateAsync(
            new()
            {
                Verify = VerifyMode.Metadata,
                Retry = new RetryPlan(1),
                BatchTimeout = TimeSpan.FromSeconds(8),
            }
        );
        harness.Service.Statuses("in_progress");

        const string rows = """{"custom_id":"a","response":{"status_code":200,"body":{}}}""" + "\n";
        harness.Service.Next(
            Step.Output,
            () => Answer.Text(200, rows + rows.Replace("\"a\"", "\"b\"", StringComparison.Ordinal))
        );

        var iteration = harness.Continue(Batch(harness, age: 40) with { IsRetried = true });
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        await iteration.ResultAsync();

        Assert.Equal(BatchOutcome.RetriedByRun, harness.Batch.Outcome);
        Assert.Equal(new BatchRetry(RetryResult.Retried, null, null, 0, 0), harness.Batch.Retry);
        Assert.False(harness.Batch.HasTurnaround);
        Assert.Empty(harness.Sink.Of(Step.Retry));
    }

    [Fact]
    public async Task Continue_Interrupted_IsRecordedAsUnfinished()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses("in_progress");
        var iteration = harness.Continue(Batch(harness, age: 40));

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal(BatchOutcome.Unfinished, harness.Batch.Outcome);
    }

    [Fact]
    public async Task Continue_BesideTheUserOfThatNumber_NeitherDisturbsTheOther()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Statuses("in_progress", "in_progress");
        var own = harness.Begin(user: 7);

        var adopted = harness.Continue(Batch(harness, age: 40, id: "batch-9"));
        harness.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(IterationResult.Completed, await own.ResultAsync());
        Assert.Equal(IterationResult.Completed, await adopted.ResultAsync());
        Assert.Equal(["batch-1", "batch-9"], harness.Sink.Ended.Select(each => each.BatchId).Order());
        Assert.Equal([2.0, 42.0], harness.Sink.Ended.Select(each => each.Turnaround.TotalSeconds).Order());
    }

    // The process that uploads it and the one that goes on have different numbers for their uploads.
    [Theory]
    [InlineData(null)]
    [InlineData("a1c-w1")]
    public async Task Continue_ChecksEachRow_AlsoWhereEveryUploadHasIdsOfItsOwn(string? idsOf)
    {
        OpenBatch opened;
        await using (var creator = await WorkflowHarness.CreateAsync(idsOf: idsOf))
        {
            await creator.RunAsync();
            opened = Assert.Single(creator.Opened);
        }

        await using var harness = await WorkflowHarness.CreateAsync(idsOf: idsOf is null ? null : "a1c-w2");
        var suffix = idsOf is null ? "" : "~a1c-w1-000001";
        Assert.Equal(suffix, opened.IdSuffix ?? "");
        harness.Service.Next(
            Step.Output,
            () => Answer.Text(200, Row($"a{suffix}") + Row($"a{suffix}") + Row("b~a1c-w2-000001"))
        );
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));

        await harness.Continue(opened).ResultAsync();

        var found = harness.Batch.Findings!;
        Assert.Equal(
            (1, 1, 1),
            (found[ResultDefect.Duplicated], found[ResultDefect.Foreign], found[ResultDefect.Missing])
        );
        Assert.Equal($"b{suffix}", Assert.Single(found.Examples(ResultDefect.Missing)));

        static string Row(string id) =>
            $$$$"""{"custom_id":"{{{{id}}}}","response":{"status_code":200,"body":{}}}""" + "\n";
    }

    // Whether it still runs or has ended while nobody looked.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Continue_ReadsOnFromWhereTheOtherHasEnded(bool runs)
    {
        const string A = """{"custom_id":"a","response":{"status_code":200,"body":{}}}""" + "\n";
        const string B = """{"custom_id":"b","response":{"status_code":200,"body":{}}}""" + "\n";
        var options = new WorkflowOptions { Verify = VerifyMode.Metadata, Read = ReadMode.Poll };
        OpenBatch opened;
        List<BatchRead> read;
        await using (var creator = await WorkflowHarness.CreateAsync(options))
        {
            creator.Service.Statuses("in_progress", "in_progress");
            creator.Service.Next(Step.Read, () => Answer.Text(200, B));
            _ = creator.Begin();
            (opened, read) = (Assert.Single(creator.Opened), creator.ReadOn);
            Assert.Equal((opened.Id, 1, 8), (read[0].BatchId, read.Count, read[0].Lines.Length));
            creator.Interrupt();
        }

        await using var harness = await WorkflowHarness.CreateAsync(options);
        harness.Service.Statuses(runs ? ["in_progress"] : []);
        harness.Service.Next(Step.Read, () => Answer.Text(200, ""));
        // a was put before b meanwhile: the second line is b once more.
        harness.Service.Next(Step.Output, () => Answer.Text(200, A + B));
        var iteration = harness.Continue(opened with { Reads = read });
        harness.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(IterationResult.Completed, await iteration.ResultAsync());
        Assert.All(
            harness.Requests.Where(request => FakeService.StepOf(request) == Step.Read),
            request => Assert.Equal("?skip=1", request.Uri.Query)
        );
        var found = harness.Batch.Reads!;
        Assert.Equal((true, runs ? 3 : 2, 1L), (found.IsJudged, found.Reads, found.EarlyRows));
        Assert.Equal(1, found[ReadFault.Skipped]);
        Assert.Equal(read[0].FirstLine, found.FirstRow);
    }

    private static OpenBatch Batch(WorkflowHarness harness, int age, string id = "batch-5") =>
        new(id, "file-5", harness.Clock.GetUtcNow() - TimeSpan.FromSeconds(age), 7, 2);
}
