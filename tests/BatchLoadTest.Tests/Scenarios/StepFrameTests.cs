using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What an engine that wants to see steps is told of them.</summary>
public sealed class StepFrameTests
{
    private readonly RecordingFrame frame = new();

    [Fact]
    public async Task AllWell_TheSixStepsAreSeenInOrder()
    {
        await using var harness = await CreateAsync();
        harness.Service.Statuses("in_progress", "completed");
        await harness.RunAsync();

        Assert.Equal(["upload", "verify", "create", "poll", "output", "errors"], frame.Begun);
        Assert.DoesNotContain(frame.Reports.Values, report => report.Failed);
        Assert.Equal("201", frame.Reports["upload"].Code);
        Assert.Equal("200", frame.Reports["output"].Code);
        Assert.Equal("completed", frame.Reports["poll"].Code);
    }

    [Fact]
    public async Task Measurements_AreTheSameWithAFrameAndWithout()
    {
        await using var framed = await CreateAsync();
        await framed.RunAsync();
        await using var plain = await WorkflowHarness.CreateAsync();
        await plain.RunAsync();

        Assert.Equal(plain.Sink.Measurements, framed.Sink.Measurements);
        Assert.Equal(plain.Sink.Created, framed.Sink.Created);
        Assert.Equal(plain.Batch.Outcome, framed.Batch.Outcome);
    }

    [Fact]
    public async Task Size_IsThatOfAllBodies()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Output, () => Answer.RetryAfter(503, "1", "busy"));
        await harness.RunAsync();

        var upload = Assert.Single(harness.Sink.Of(Step.Upload));
        Assert.True(upload.BytesSent > 100);
        Assert.Equal(upload.BytesSent + upload.BytesReceived, frame.Reports["upload"].Bytes);
        var output = harness.Sink.Of(Step.Output).ToList();
        Assert.Equal(2, output.Count);
        Assert.Equal(output.Sum(each => each.BytesReceived), frame.Reports["output"].Bytes);
    }

    [Fact]
    public async Task FailedRequest_IsAFailedStepWithStatusAndWords()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Create, () => Answer.Json("""{"error":{"message":"no such endpoint"}}""", 422));
        await harness.RunAsync();

        Assert.Equal(["upload", "verify", "create"], frame.Begun);
        var create = frame.Reports["create"];
        Assert.Equal((true, "422"), (create.Failed, create.Code));
        Assert.Contains("no such endpoint", create.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureWithoutAStatus_HasItsKindAsCode()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Metadata, () => Answer.Text(200, "not JSON"));
        await harness.RunAsync();

        Assert.Equal((true, "malformed_body"), (frame.Reports["verify"].Failed, frame.Reports["verify"].Code));
    }

    [Fact]
    public async Task OneOfTwoRequestsFails_TheStepFails()
    {
        await using var harness = await CreateAsync(new WorkflowOptions { Verify = VerifyMode.Both });
        harness.Service.Next(Step.Metadata, () => Answer.Text(500));
        await harness.RunAsync();

        Assert.Equal((true, "500"), (frame.Reports["verify"].Failed, frame.Reports["verify"].Code));
    }

    [Fact]
    public async Task RepeatedRequest_CountsByItsEnd_AndItsWaitIsNoLatency()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.RetryAfter(429, "30"));
        await harness.RunAsync();

        var upload = frame.Reports["upload"];
        Assert.Equal((false, "201", TimeSpan.Zero), (upload.Failed, upload.Code, upload.Latency));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("expired")]
    [InlineData("cancelled")]
    public async Task BatchThatFails_IsAFailedPollStepThoughEveryRequestWentWell(string status)
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(
            Step.Poll,
            () => Answer.Batch(status, more: ""","errors":{"data":[{"message":"bad row"}]}""")
        );
        await harness.RunAsync();

        var poll = frame.Reports["poll"];
        Assert.Equal((true, status), (poll.Failed, poll.Code));
        // The time of the whole wait: the engine's own.
        Assert.Null(poll.Latency);
        Assert.Equal(harness.Batch.Detail, poll.Message);
        Assert.DoesNotContain(harness.Sink.Measurements, each => each.Outcome.IsFailure());
    }

    [Fact]
    public async Task FailedPollOnTheWay_DoesNotFailTheStep()
    {
        await using var harness = await CreateAsync();
        harness.Service.Next(Step.Poll, () => Answer.Text(500), () => Answer.Text(500));
        await harness.RunAsync();

        Assert.Equal((false, "completed"), (frame.Reports["poll"].Failed, frame.Reports["poll"].Code));
    }

    [Fact]
    public async Task Interruption_ReachesTheFrameAndEndsTheIteration()
    {
        await using var harness = await CreateAsync();
        harness.InterruptAfter(Step.Create);
        var result = await harness.RunAsync();

        Assert.Equal(IterationResult.Interrupted, result);
        Assert.Equal("poll", frame.Begun[^1]);
        Assert.DoesNotContain("poll", frame.Reports.Keys);
    }

    private async Task<WorkflowHarness> CreateAsync(WorkflowOptions? options = null)
    {
        var harness = await WorkflowHarness.CreateAsync(options);
        harness.Frame = frame;
        return harness;
    }
}
