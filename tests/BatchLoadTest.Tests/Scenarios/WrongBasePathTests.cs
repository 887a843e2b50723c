using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

public sealed class WrongBasePathTests
{
    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Upload_NothingThereAtFirst_EndsTheRunWithTheAddressAndAHint(int status)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.Json("""{"detail":"Not Found"}""", status));

        var result = await harness.RunAsync();

        Assert.Equal(IterationResult.Interrupted, result);
        var words = Assert.Single(harness.CannotGoOn);
        Assert.StartsWith(
            $"the first upload failed: HTTP {status}: Not Found: POST http",
            words,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "/ai/v1/files; are --dialect and --api-base right? OpenAI-like services have /v1",
            words,
            StringComparison.Ordinal
        );
        // Measured all the same.
        Assert.Equal(status, Assert.Single(harness.Sink.Of(Step.Upload)).Status);
    }

    [Fact]
    public async Task Upload_NotFoundAfterOneSucceeded_IsAFailedRequest()
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        await harness.RunAsync();
        harness.Service.Next(Step.Upload, () => Answer.Text(404));

        await harness.RunAsync();

        Assert.Empty(harness.CannotGoOn);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Upload_RefusedOtherwise_IsAFailedRequest(int status)
    {
        await using var harness = await WorkflowHarness.CreateAsync();
        harness.Service.Next(Step.Upload, () => Answer.Text(status));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());
        Assert.Empty(harness.CannotGoOn);
    }
}
