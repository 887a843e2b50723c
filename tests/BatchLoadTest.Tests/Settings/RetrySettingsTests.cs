using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Of which batches failed rows are done again.</summary>
public sealed class RetrySettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("", 0, RetryBy.Batch)]
    [InlineData("--retry-failed", 1, RetryBy.Batch)]
    [InlineData("--retry-failed --users 5", 1, RetryBy.Batch)]
    [InlineData("--retry-failed=10%", 0.1, RetryBy.Batch)]
    [InlineData("--retry-failed 10% --retry-by rows", 0.1, RetryBy.Rows)]
    [InlineData("--retry-failed true", 1, RetryBy.Batch)]
    [InlineData("--retry-failed off", 0, RetryBy.Batch)]
    public async Task Alone_MeansAll_AndItIsJudgedWhereItIsAskedFor(string args, double share, RetryBy by)
    {
        string[] given = args.Length == 0 ? [] : args.Split(' ');

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(["--host", "mock", .. given]));

        Assert.Equal(new RetryPlan(share, by), line.Run!.Workflow.Retry);
        Assert.Equal(
            share > 0 ? 2 : 0,
            line.Run.Verdict.Thresholds.Count(each => each.Text is "retry.not_resumed == 0" or "retry.rows_left == 0")
        );
    }

    [Fact]
    public async Task Variable_SaysItToo()
    {
        line.Variables["BATCH_LOAD_TEST_RETRY_FAILED"] = "true";

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "mock"));

        Assert.Equal(1, line.Run!.Workflow.Retry.Share);
    }

    [Theory]
    [InlineData("--retry-failed 101%", "must be a share from 0 to 1, or a percentage such as 5%")]
    [InlineData("--retry-failed 5% --retry-by line", "must be batch or rows")]
    [InlineData("--retry-by rows", "needs --retry-failed")]
    [InlineData("--retry-failed --dialect openai", "OpenAI does no rows of an ended batch again; leave it out")]
    public async Task WhatCannotBeRetried_IsOneError(string args, string problem)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "mock", .. args.Split(' ')]));
        Assert.Contains(problem, Assert.Single(line.Errors), StringComparison.Ordinal);
    }
}
