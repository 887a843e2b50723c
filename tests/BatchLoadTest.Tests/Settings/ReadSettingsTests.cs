using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

/// <summary>When the output of a batch is read.</summary>
public sealed class ReadSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("", ReadMode.End, 0)]
    [InlineData("--read poll", ReadMode.Poll, 2)]
    [InlineData("--read follow --read-interval 250ms", ReadMode.Follow, 2)]
    public async Task Reading_IsJudgedWhereItIsAskedFor(string args, ReadMode mode, int thresholds)
    {
        string[] given = args.Length == 0 ? [] : args.Split(' ');

        Assert.Equal(ExitCodes.Success, await line.InvokeAsync(["--host", "mock", .. given]));

        Assert.Equal(mode, line.Run!.Workflow.Read);
        Assert.Equal(
            thresholds,
            line.Run.Verdict.Thresholds.Count(each => each.Text is "read.skipped == 0" or "read.doubled == 0")
        );
        if (mode == ReadMode.Follow)
        {
            Assert.Equal(TimeSpan.FromMilliseconds(250), line.Run.Workflow.ReadInterval);
        }
    }

    [Theory]
    [InlineData("--read poll --check-results count", "which rows a read had is known of --check-results full only")]
    [InlineData("--read follow --check-results off", "which rows a read had is known of --check-results full only")]
    [InlineData("--read poll --read-interval 2s", "needs --read follow")]
    [InlineData("--read always", "must be end, poll or follow")]
    public async Task WhatCannotBeRead_IsOneError(string args, string problem)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(["--host", "mock", .. args.Split(' ')]));
        Assert.Contains(problem, Assert.Single(line.Errors), StringComparison.Ordinal);
    }
}
