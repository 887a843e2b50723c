using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Measurements;

public sealed class OutcomesTests
{
    [Fact]
    public void IsFailure_EveryOutcome_OnlySuccessPendingResentOwnFaultsAndInterruptedAreNone() =>
        Assert.Equal(
            [
                Outcome.Success,
                Outcome.KeyPending,
                Outcome.Resent,
                Outcome.ThisMachine,
                Outcome.DoubtfulTimeout,
                Outcome.Interrupted,
            ],
            Enum.GetValues<Outcome>().Where(outcome => !outcome.IsFailure())
        );

    [Fact]
    public void KindName_EveryOutcome_IsItsOwn()
    {
        var names = Enum.GetValues<Outcome>().Select(outcome => outcome.KindName(500)).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("http_500", names, StringComparer.Ordinal);
        Assert.Contains("timeout", names, StringComparer.Ordinal);
    }

    [Fact]
    public void BatchIsFailure_EveryOutcome_ThoseThatCompletedThatTheRunEndedOrRetriedAndUnfinishedOnesAreNone() =>
        Assert.Equal(
            [
                BatchOutcome.Completed,
                BatchOutcome.CancelledByRun,
                BatchOutcome.RetriedByRun,
                BatchOutcome.DeletedByRun,
                BatchOutcome.Unfinished,
            ],
            Enum.GetValues<BatchOutcome>().Where(outcome => !outcome.IsFailure())
        );

    [Fact]
    public void BatchKindName_EveryOutcome_IsItsOwn()
    {
        var names = Enum.GetValues<BatchOutcome>().Select(outcome => outcome.KindName()).ToList();

        Assert.Equal(BatchOutcomes.Count, names.Distinct(StringComparer.Ordinal).Count());
    }
}
