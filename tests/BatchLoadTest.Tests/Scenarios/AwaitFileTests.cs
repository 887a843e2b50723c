using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>Files that a service still works on: no batch is asked for until it is done.</summary>
public sealed class AwaitFileTests
{
    private static readonly Dialect Slow = KnownDialects.Default with { PendingFileWords = ["pending"] };

    private static readonly WorkflowOptions Content = new() { Verify = VerifyMode.Content };

    [Fact]
    public async Task PendingFile_IsAskedForWithGrowingWaits_AndThenTheBatchIsCreated()
    {
        await using var harness = await CreateAsync(Content, pendingAnswers: 3);

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        Assert.Equal(
            [Step.Upload, Step.Verify, Step.Metadata, Step.Metadata, Step.Metadata, Step.Metadata, Step.Create],
            harness.Sink.Steps.Take(7)
        );
        var asked = harness.SentAt(Step.Metadata);
        Assert.Equal(asked.Order(), asked);
        Assert.True(asked[0] > 0, "asked at once");
        Assert.True(harness.SentAt(Step.Create)[0] >= asked[^1], "created before the file was ready");
    }

    [Fact]
    public async Task FileReadyInTheVerifyStep_IsNotAskedForAgain()
    {
        await using var harness = await CreateAsync(
            new WorkflowOptions { Verify = VerifyMode.Metadata },
            pendingAnswers: 0
        );

        await harness.RunAsync();

        Assert.Single(harness.Sink.Of(Step.Metadata));
    }

    [Fact]
    public async Task FileNeverReady_IsGivenUpAfterMaxPolls_AndTheServiceIsAskedAllTheSame()
    {
        await using var harness = await CreateAsync(Content with { MaxPolls = 5 }, pendingAnswers: 100);

        await harness.RunAsync();

        Assert.Equal(5, harness.Sink.Of(Step.Metadata).Count);
        Assert.Single(harness.Sink.Of(Step.Create));
    }

    [Fact]
    public async Task FileNeverReady_IsGivenUpAtTheTimeLimitOfBatches()
    {
        var options = Content with { BatchTimeout = TimeSpan.FromSeconds(10) };
        await using var harness = await CreateAsync(options, pendingAnswers: 100);

        await harness.RunAsync();

        Assert.InRange(harness.SentAt(Step.Create)[0], 0, 10);
        Assert.Single(harness.Sink.Of(Step.Create));
    }

    [Fact]
    public async Task OtherDialects_TakeTheWordForNothing()
    {
        await using var harness = await WorkflowHarness.CreateAsync(Content);
        harness.Service.Next(Step.Upload, () => Answer.Json("""{"id":"file-1","status":"pending"}""", 201));

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Metadata));
    }

    private static async Task<WorkflowHarness> CreateAsync(WorkflowOptions options, int pendingAnswers)
    {
        const string Pending = """{"id":"file-1","status":"pending"}""";
        var harness = await WorkflowHarness.CreateAsync(options, dialect: Slow);
        harness.Service.Next(Step.Upload, () => Answer.Json(Pending, 201));
        harness.Service.Next(
            Step.Metadata,
            Enumerable.Repeat<Func<HttpResponseMessage>>(() => Answer.Json(Pending), pendingAnswers)
        );
        return harness;
    }
}
