using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What was sent is what the service has taken: an upload that was answered as it should be, once.</summary>
public sealed class UploadCountTests
{
    [Fact]
    public async Task Upload_TakenAtTheThirdTry_CountsOnce()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.RetryAfter(429, "1"), () => Answer.RetryAfter(503, "1"));

        await harness.RunAsync();

        Assert.Equal(3, harness.Sink.Of(Step.Upload).Count);
        Assert.Equal((1, 2), (harness.Sink.Prompts.Uploads, harness.Sink.Prompts.Rows));
    }

    [Fact]
    public async Task Upload_RefusedOrWithAnAnswerThatSaysNothing_DoesNotCount()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.Json("""{"error":"no"}""", 500), () => Answer.Json("{}"));

        await harness.RunAsync();
        await harness.RunAsync();

        Assert.Equal(2, harness.Sink.Of(Step.Upload).Count);
        Assert.Equal(default, harness.Sink.Prompts);
    }

    [Fact]
    public async Task Upload_OfTheWarmUp_IsInNoFigureOfTheRun()
    {
        await using var harness = await WorkflowHarness.CreateAsync();

        var warmUp = harness.BeginWarmUp();
        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await warmUp;

        Assert.Equal(1, harness.Sink.OfWarmUp.Prompts.Uploads);
        Assert.Equal(default, harness.Sink.Prompts);
    }
}
