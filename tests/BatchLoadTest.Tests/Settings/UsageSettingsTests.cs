using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

/// <summary>What is compared with the service's own sums.</summary>
public sealed class UsageSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task CheckUsage_IsOffUnlessAskedFor()
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "mock"));
        Assert.False(line.Run!.Workflow.CheckUsage);
        Assert.DoesNotContain(line.Run.All, setting => setting.Name == "usage-timeout");

        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync("--host", "mock", "--check-usage", "--usage-timeout", "5s")
        );
        Assert.True(line.Run!.Workflow.CheckUsage);
        Assert.Equal(TimeSpan.FromSeconds(5), line.Run.Workflow.UsageTimeout);
    }

    [Theory]
    [InlineData("--check-usage --dialect azure", "Azure OpenAI does not say what the rows of a batch took together")]
    [InlineData("--check-usage --check-results count", "what rows took is known of --check-results full only")]
    [InlineData("--estimate --dialect openai", "OpenAI estimates no cost of a file; leave it out")]
    [InlineData("--usage-timeout 5s", "needs --check-usage")]
    public async Task WhatCannotBeCompared_IsOneError(string args, string problem)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "mock", .. args.Split(' ')]));
        Assert.Contains(problem, Assert.Single(line.Errors), StringComparison.Ordinal);
    }
}
