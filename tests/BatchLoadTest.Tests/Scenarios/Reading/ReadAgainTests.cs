using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Http;

namespace BatchLoadTest.Tests.Scenarios.Reading;

/// <summary>The output of an ended batch, read a second time.</summary>
public sealed class ReadAgainTests
{
    private const string A = """{"custom_id":"a","response":{"status_code":200,"body":{"x":1}}}""" + "\n";
    private const string B = """{"custom_id":"b","response":{"status_code":200,"body":{}}}""" + "\n";
    private const string SameA = """{"response":{"body":{"x":1},"status_code":200},"custom_id":"a"}""" + "\n";
    private const string OtherA = """{"custom_id":"a","response":{"status_code":200,"body":{"x":2}}}""" + "\n";

    [Theory]
    [InlineData(B + SameA, 0, null)]
    [InlineData(OtherA + B, 1, "a is another one when it is read again")]
    [InlineData(A, 1, "b is gone when it is read again")]
    [InlineData(A + B + B, 1, "b is new when it is read again")]
    public async Task SecondReading_HasToBeTheSame(string second, int times, string? example)
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));
        harness.Service.Next(Step.Output, () => Answer.Text(200, A + B), () => Answer.Text(200, second));

        Assert.Equal(IterationResult.Completed, await harness.RunAsync());

        var findings = harness.Batch.Findings!;
        Assert.Equal((times, times), (findings[ResultDefect.Unstable], findings.Total));
        Assert.Equal(example is null ? [] : [example], findings.Examples(ResultDefect.Unstable));
        // The time between belongs to no request.
        Assert.Equal(30, harness.SentAt(Step.Output)[1] - harness.SentAt(Step.Output)[0], 3);
        Assert.Equal(TimeSpan.Zero, Assert.Single(harness.Sink.Of(Step.Again)).Latency);
        Assert.Single(harness.Sink.Of(Step.Output));
    }

    [Fact]
    public async Task SecondReadingThatFails_IsAFailedRequest_AndNothingIsSaidOfRows()
    {
        await using var harness = await CreateAsync(1);
        harness.Service.Next(Step.Errors, () => Answer.Text(200, ""));
        harness.Service.Next(Step.Output, () => Answer.Text(200, A + B), () => Answer.Text(404));

        Assert.Equal(IterationResult.Failed, await harness.RunAsync());

        Assert.Equal(0, harness.Batch.Findings!.Total);
        Assert.True(Assert.Single(harness.Sink.Of(Step.Again)).Outcome.IsFailure());
    }

    [Fact]
    public async Task ShareOfNone_ReadsOnce()
    {
        await using var harness = await CreateAsync(0);

        await harness.RunAsync();

        Assert.Empty(harness.Sink.Of(Step.Again));
    }

    private static Task<WorkflowHarness> CreateAsync(double share) =>
        WorkflowHarness.CreateAsync(
            new WorkflowOptions
            {
                Verify = VerifyMode.Metadata,
                ReadAgain = new ReadAgainPlan(share, TimeSpan.FromSeconds(30)),
            }
        );
}
