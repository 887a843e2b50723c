using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios.Reading;

/// <summary>When and from where the output of a running batch is read.</summary>
public sealed class ReadWorkflowTests
{
    private const string A = """{"custom_id":"a","response":{"status_code":200,"body":{}}}""" + "\n";
    private const string B = """{"custom_id":"b","response":{"status_code":200,"body":{}}}""" + "\n";

    [Fact]
    public async Task Poll_ReadsAfterEachThatShowsItRunning_OnFromItsLastLine_AndTheRestAtTheEnd()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);
        harness.Service.Statuses("in_progress", "in_progress", "finalizing");
        harness.Service.Next(Step.Read, Text(A), Text(""), Text(""), Text(B));
        harness.Service.Next(Step.Output, Text(A + B));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(
            [
                Step.Poll,
                Step.Read,
                Step.Poll,
                Step.Read,
                Step.Poll,
                Step.Read,
                Step.Poll,
                Step.Read,
                Step.Output,
                Step.Errors,
            ],
            harness.Sink.Steps.Skip(3)
        );
        Assert.Equal(["?skip=0", "?skip=1", "?skip=1", "?skip=1"], Queries(harness));
        var found = harness.Batch.Reads!;
        Assert.Equal((true, 4, 1L), (found.IsJudged, found.Reads, found.EarlyRows));
        Assert.All(ReadFaults.All, fault => Assert.Equal(0, found[fault]));
    }

    [Fact]
    public async Task End_ReadsNothingWhileItRuns()
    {
        await using var harness = await CreateAsync(ReadMode.End);
        harness.Service.Statuses("in_progress");

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Read));
        Assert.Null(harness.Batch.Reads);
    }

    [Fact]
    public async Task BatchThatWasNeverSeenRunning_IsReadOnceOnly()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Read));
        Assert.Single(harness.Sink.Of(Step.Output));
        Assert.Equal(0, harness.Batch.Reads!.Reads);
    }

    [Fact]
    public async Task ReadThatFails_IsAFailedRequest_AndTheNextBeginsWhereItBegan()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);
        harness.Service.Statuses("in_progress", "in_progress", "in_progress");
        harness.Service.Next(Step.Read, Text(A), () => Answer.Text(500), Text(""), Text(B));
        harness.Service.Next(Step.Output, Text(A + B));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(["?skip=0", "?skip=1", "?skip=1", "?skip=1"], Queries(harness));
        Assert.Single(harness.Sink.Of(Step.Read), each => each.Outcome.IsFailure());
        Assert.Equal(3, harness.Batch.Reads!.Reads);
    }

    // The batch goes on, and so do its polls.
    [Fact]
    public async Task ReadThatIsAskedToWait_IsNotSentBefore()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);
        harness.Service.Statuses("in_progress", "in_progress", "in_progress", "in_progress");
        harness.Service.Next(Step.Read, () => Answer.RetryAfter(429, "6", "slow down"), Text(A + B));

        await harness.RunAsync();

        Assert.Equal([0, 2, 5, 10, 17], harness.SentAt(Step.Poll));
        Assert.Equal([0, 10, 17], harness.SentAt(Step.Read));
    }

    [Fact]
    public async Task LastReadThatSaysThereIsMore_IsFollowedByAnother()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Read, Text(""), Incomplete(A), Text(B));
        harness.Service.Next(Step.Output, Text(A + B));

        await harness.RunAsync();

        Assert.Equal(["?skip=0", "?skip=0", "?skip=1"], Queries(harness));
        Assert.Equal((0, 0L), (harness.Batch.Reads![ReadFault.Skipped], harness.Batch.Reads.Unread));
    }

    [Fact]
    public async Task LastReadThatFails_FailsTheIteration_AndItsRowsAreUnread()
    {
        await using var harness = await CreateAsync(ReadMode.Poll);
        harness.Service.Statuses("in_progress");
        harness.Service.Next(Step.Read, Text(A), () => Answer.Text(404));
        harness.Service.Next(Step.Output, Text(A + B));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        var found = harness.Batch.Reads!;
        Assert.Equal((true, 0, 1L), (found.IsJudged, found[ReadFault.Skipped], found.Unread));
    }

    [Fact]
    public async Task Follow_ReadsEverySecondBesideThePolls_OneAfterTheOther()
    {
        await using var harness = await CreateAsync(ReadMode.Follow);
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Read, Text(A));
        harness.Service.Next(Step.Read, Enumerable.Repeat(Text(""), 3));
        harness.Service.Next(Step.Read, Text(B));
        harness.Service.Next(Step.Output, Text(A + B));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        // The first poll names the file; the one at 5 s shows the end, and then comes the rest.
        Assert.Equal([0, 2, 5], harness.SentAt(Step.Poll));
        Assert.Equal([1, 2, 3, 4], harness.SentAt(Step.Read).SkipLast(1));
        var found = harness.Batch.Reads!;
        Assert.True(found.IsJudged);
        Assert.Equal(TimeSpan.FromSeconds(1), found.FirstRow);
        Assert.All(ReadFaults.All, fault => Assert.Equal(0, found[fault]));
    }

    // Nothing of it may go on when the user is told to end.
    [Theory]
    [InlineData(ReadMode.Poll)]
    [InlineData(ReadMode.Follow)]
    public async Task Interrupted_TheBatchIsRecorded_WithWhatWasRead(ReadMode mode)
    {
        await using var harness = await CreateAsync(mode);
        harness.Service.Statuses(Enumerable.Repeat("in_progress", 100));
        harness.Service.Next(Step.Read, Text(A));
        var iteration = harness.Begin();
        for (var second = 0; second < 3; second++)
        {
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        harness.Interrupt();

        Assert.Equal(IterationResult.Interrupted, await iteration.ResultAsync());
        Assert.Equal(BatchOutcome.Unfinished, harness.Batch.Outcome);
        Assert.Equal((false, 1L), (harness.Batch.Reads!.IsJudged, harness.Batch.Reads.EarlyRows));
        Assert.Empty(harness.Batch.Reads.Progress);
    }

    // Without a way to go on from a line the download at the end is the last read.
    [Fact]
    public async Task ServiceThatSendsTheWholeFile_IsReadWhole_AndNotOnceMoreAtTheEnd()
    {
        await using var harness = await CreateAsync(
            ReadMode.Poll,
            KnownDialects.All.Single(dialect => dialect.Name == "openai") with
            {
                ApiBase = "/ai/v1",
            }
        );
        harness.Service.Statuses("in_progress", "in_progress");
        harness.Service.Next(Step.Output, Text(A), Text(A + B), Text(A + B));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(2, harness.Sink.Of(Step.Read).Count);
        Assert.Single(harness.Sink.Of(Step.Output));
        var found = harness.Batch.Reads!;
        Assert.Equal((true, 2L, (long)A.Length), (found.IsJudged, found.EarlyRows, found.BytesAgain));
        Assert.All(ReadFaults.All, fault => Assert.Equal(0, found[fault]));
    }

    private static Task<WorkflowHarness> CreateAsync(ReadMode mode, Dialect? dialect = null) =>
        WorkflowHarness.CreateAsync(
            new WorkflowOptions { Verify = VerifyMode.Metadata, Read = mode },
            dialect: dialect
        );

    private static IEnumerable<string> Queries(WorkflowHarness harness) =>
        harness
            .Requests.Where(request => FakeService.StepOf(request) == Step.Read)
            .Select(request => request.Uri.Query);

    private static Func<HttpResponseMessage> Text(string content) => () => Answer.Text(200, content);

    private static Func<HttpResponseMessage> Incomplete(string content) =>
        () =>
        {
            var answer = Answer.Text(200, content);
            answer.Headers.TryAddWithoutValidation("X-Incomplete", "true");
            return answer;
        };
}
