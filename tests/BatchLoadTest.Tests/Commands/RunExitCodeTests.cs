using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Commands;

public sealed class RunExitCodeTests
{
    private static readonly ThresholdResult Failed = new("p95 < 1s", "", 2, "2 s", ThresholdVerdict.Failed);

    [Theory]
    [InlineData(RunEnd.Planned, 1, false, ExitCodes.ThresholdFailed)]
    [InlineData(RunEnd.Planned, 0, false, ExitCodes.Success)]
    [InlineData(RunEnd.Planned, 7, true, 7)]
    [InlineData(RunEnd.Planned, 0, true, ExitCodes.InternalError)]
    [InlineData(RunEnd.Terminated, 0, true, ExitCodes.Terminated)]
    [InlineData(RunEnd.Aborted, 1, false, ExitCodes.ThresholdFailed)]
    [InlineData(RunEnd.Aborted, 7, true, 7)]
    [InlineData(RunEnd.Unknown, 0, true, ExitCodes.CouldNotRun)]
    public void Of_AThresholdThatFailed(RunEnd end, int thresholdFailed, bool hasLostFiles, int expected) =>
        Assert.Equal(expected, RunExitCode.Of(end, [Failed], hasLostFiles, thresholdFailed));

    // A threshold has ended it, whatever its figures have become since.
    [Fact]
    public void Of_AnAbortedRun_IsThatOfAFailedThreshold() =>
        Assert.Equal(ExitCodes.ThresholdFailed, RunExitCode.Of(RunEnd.Aborted, []));

    [Fact]
    public void Of_ARunThatPassedAndLostAFile_IsNotZero() =>
        Assert.Equal(ExitCodes.InternalError, RunExitCode.Of(RunEnd.Planned, [], hasLostFiles: true));

    [Theory]
    [InlineData(RunEnd.Planned, ExitCodes.ThresholdFailed)]
    [InlineData(RunEnd.CouldNotRun, ExitCodes.CouldNotRun)]
    [InlineData(RunEnd.Interrupted, ExitCodes.Interrupted)]
    public void Of_ARunThatSentNothing_IsNeverZero(RunEnd end, int expected) =>
        Assert.Equal(expected, RunExitCode.Of(end, [], sentNothing: true));
}
