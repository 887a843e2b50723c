using BatchLoadTest.Capacity.Inference;
using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Tests.Capacity.Levels;

public sealed class LevelJudgeTests
{
    private const int Seconds = 400;
    private static readonly LevelLoad Load = new(10, 10);
    private static readonly LevelThreshold Percentile = LevelThreshold.OfPercentile("p95 <= 2 s", 0.95, 2);
    private static readonly LevelLook Usual = new(MayPass: true, WasGrowing: false);

    [Fact]
    public void WhatStaysAsItIs_Passes()
    {
        var decision = Look(Level(_ => new LevelSecond(50, 10, 10, 100)));

        Assert.Equal(LevelVerdict.Passed, decision.Verdict);
        Assert.Equal("backlog did not grow (0 (0 to 0) rows/s)", decision.Reason);
        Assert.Equal((400, 4000, 100.0, 100.0, 50.0), Figures(decision));
    }

    [Fact]
    public void FewerThan98PercentApplied_IsInvalid()
    {
        var decision = Look(Level(second => new LevelSecond(50, 10, second % 4 == 0 ? 9 : 10, 90)));

        Assert.Equal(LevelVerdict.Invalid, decision.Verdict);
        Assert.Equal("the generator applied 3,900 of 4,000 starts, fewer than 98%", decision.Reason);
    }

    [Fact]
    public void MoreThan5PercentDoubtful_IsInvalid()
    {
        var decision = Look(Level(second => new LevelSecond(9 * second, 10, 10, 10, IsDoubtful: second < 21)));

        Assert.Equal(LevelVerdict.Invalid, decision.Verdict);
        Assert.Equal("21 of 400 seconds are doubtful, more than 5%", decision.Reason);
    }

    [Fact]
    public void FivePercentDoubtful_IsValid() =>
        Assert.Equal(
            LevelVerdict.Passed,
            Look(Level(second => new LevelSecond(50, 10, 10, 100, IsDoubtful: second < 20))).Verdict
        );

    [Fact]
    public void TurnedAway_IsAVerdictOfItsOwn()
    {
        var decision = Look(Level(second => new LevelSecond(50, 10, 10, 90, RefusedBatches: 1)));

        Assert.Equal(LevelVerdict.Refused, decision.Verdict);
        Assert.Equal("400 of 4,000 batches were turned away for lack of capacity", decision.Reason);
    }

    // 1 in 4,000 does not show that more than 1 % are turned away; the rest is judged as ever.
    [Fact]
    public void OneTurnedAway_DoesNotRefuse() =>
        Assert.Equal(
            LevelVerdict.Passed,
            Look(Level(second => new LevelSecond(50, 10, 10, second == 7 ? 90 : 100, second == 7 ? 1 : 0))).Verdict
        );

    [Fact]
    public void FewerThan98PercentCompleted_IsUnstableAtOnce()
    {
        var decision = Look(Level(second => new LevelSecond(5 * second, 10, 10, 95)));

        Assert.Equal(LevelVerdict.Unstable, decision.Verdict);
        Assert.Equal(
            "backlog grew by 5 rows/s: 95.0% (95.0% to 95.0%) of the offered rows were completed, fewer than 98%",
            decision.Reason
        );
    }

    // Fewer came than was asked for, by chance; what came was completed.
    [Fact]
    public void FewerCompletedBecauseFewerStarted_IsNotCondemned() =>
        Assert.NotEqual(
            LevelVerdict.Unstable,
            Look(Level(_ => new LevelSecond(50, 9, 9, 90)) with { Load = new LevelLoad(10, 10) }).Verdict
        );

    // The table said 5 for the growth of a level and its reason 6, which was set against what chance did not start.
    [Fact]
    public void Reason_OfTooFewCompleted_HasTheGrowthOfTheTable()
    {
        var decision = Look(Level(second => new LevelSecond(5 * second, 10, 10, 94)));

        Assert.Equal("5 (5 to 5)", decision.Growth!.ToString());
        Assert.StartsWith("backlog grew by 5 rows/s: 94.0% (", decision.Reason, StringComparison.Ordinal);
    }

    // "47.52 (-Infinity to 54.03)".
    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(25)]
    public void ShortLevel_HasNoIntervalWithoutEnd(int seconds)
    {
        var decision = new LevelJudge(new LevelRules { Alpha = 0.05 / 23 }).Look(
            new LevelObservation(
                Load,
                [.. Enumerable.Range(0, seconds).Select(second => new LevelSecond(47 * second, 10, 10, 40))],
                [],
                []
            ),
            Usual
        );

        Assert.Equal(LevelVerdict.Unstable, decision.Verdict);
        Assert.DoesNotContain("Infinity", $"{decision.Growth}{decision.Reason}", StringComparison.Ordinal);
        Assert.StartsWith(
            seconds > 20 ? "backlog grew by 47 rows/s: 40" : "40",
            decision.Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 54.03, "47.5 (up to 54.03)")]
    [InlineData(40, double.PositiveInfinity, "47.5 (from 40)")]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, "47.5")]
    public void Growth_WithoutABound_IsWrittenWithoutIt(double lower, double upper, string text) =>
        Assert.Equal(text, new Growth(47.5, lower, upper).ToString());

    // 1.5 rows a second are more than 1 % of 100 and leave more than 98 % completed: only the slope tells.
    [Fact]
    public void Growth_IsCondemnedAtTheSecondLook()
    {
        var level = Level(second => new LevelSecond(50 + (1.5 * second), 10, 10, 98.5));

        var first = Look(level);
        Assert.Equal((LevelVerdict.Undecided, true), (first.Verdict, first.IsGrowing));
        Assert.Equal("backlog may grow: 1.5 (1.5 to 1.5) rows/s; allowed are 1", first.Reason);

        var second = Look(level, new LevelLook(MayPass: true, WasGrowing: first.IsGrowing));
        Assert.Equal(LevelVerdict.Unstable, second.Verdict);
        Assert.Equal("backlog grew by 1.5 (1.5 to 1.5) rows/s; allowed are 1", second.Reason);
    }

    [Fact]
    public void TooShort_DoesNotPass()
    {
        var decision = Look(
            Level(_ => new LevelSecond(50, 10, 10, 100)),
            new LevelLook(MayPass: false, WasGrowing: false)
        );

        Assert.Equal((LevelVerdict.Undecided, "not measured long enough to pass"), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void AThresholdRefuted_Fails()
    {
        var decision = Judge(samples: 100, over: 20);

        Assert.Equal(LevelVerdict.Failed, decision.Verdict);
        Assert.Equal("p95 <= 2 s is refuted: 20 of 100 independent samples over, 5% allowed", decision.Reason);
    }

    // 59 without one over are what a p95 needs.
    [Theory]
    [InlineData(59, LevelVerdict.Passed, "backlog did not grow (0 (0 to 0) rows/s), thresholds confirmed")]
    [InlineData(
        58,
        LevelVerdict.Undecided,
        "p95 <= 2 s is open: 0 of 58 independent samples over, 5% allowed, 59 would confirm it"
    )]
    public void AThreshold_HasToBeConfirmed(int samples, LevelVerdict verdict, string reason)
    {
        var decision = Judge(samples, over: 0);

        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
    }

    [Theory]
    [InlineData(2, LevelVerdict.Passed, "backlog did not grow (0 (0 to 0) rows/s), thresholds confirmed")]
    [InlineData(3, LevelVerdict.Failed, "defects <= 2 is refuted: 3 counted")]
    public void ACount_IsJudgedAsItStands(int defects, LevelVerdict verdict, string reason)
    {
        var level = Level(_ => new LevelSecond(50, 10, 10, 100)) with
        {
            Samples =
            [
                [0, defects, 0],
            ],
        };
        var rules = new LevelRules { Thresholds = [LevelThreshold.OfCount("defects <= 2", 2)] };
        var decision = new LevelJudge(rules).Look(level, Usual);

        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
    }

    [Fact]
    public void APercentile_HasTheIntervalOfItsOrderedSamples()
    {
        var values = Shuffled(Enumerable.Range(1, 1000).Select(value => value / 1000.0));
        var finding = ThresholdJudge.Judge(LevelThreshold.OfPercentile("p90", 0.9, 0.95), values, 0.025);

        // R: qbinom(c(0.025, 0.975), 1000, 0.9) + c(0, 1) is 881 and 919.
        Assert.Equal((0.9, 0.881, 0.919), (finding.Value, finding.Lower, finding.Upper));
        Assert.Equal((ThresholdState.Confirmed, 50), (finding.State, finding.Over));
    }

    [Fact]
    public void AShare_HasTheIntervalOfItsCount()
    {
        var values = Shuffled(Enumerable.Range(0, 10).Select(value => value < 2 ? 1.0 : 0));
        var finding = ThresholdJudge.Judge(LevelThreshold.OfShare("error_rate <= 1%", 0.01), values, 0.025);

        Assert.Equal(0.2, finding.Value!.Value, 12);
        Assert.Equal(0.0252107, finding.Lower!.Value, 6);
        Assert.Equal(0.55609546, finding.Upper!.Value, 6);
        Assert.Equal(ThresholdState.Refuted, finding.State);
    }

    private static LevelDecision Judge(int samples, int over)
    {
        var values = Shuffled(Enumerable.Range(0, samples).Select(index => index < over ? 3.0 : 1.0));
        var level = Level(_ => new LevelSecond(50, 10, 10, 100)) with { Samples = [values] };
        return new LevelJudge(new LevelRules { Thresholds = [Percentile] }).Look(level, Usual);
    }

    private static List<double> Shuffled(IEnumerable<double> values)
    {
        var all = values.ToArray();
        new Random(3).Shuffle(all);
        return [.. all];
    }

    private static LevelDecision Look(LevelObservation observation, LevelLook? look = null) =>
        new LevelJudge(new LevelRules()).Look(observation, look ?? Usual);

    private static LevelObservation Level(Func<int, LevelSecond> second) =>
        new(Load, [.. Enumerable.Range(0, Seconds).Select(second)], [], []);

    private static (int, int, double, double, double) Figures(LevelDecision decision) =>
        (
            decision.Seconds,
            decision.Batches,
            decision.AppliedRowsPerSecond,
            decision.EndedRowsPerSecond,
            decision.UnfinishedRows
        );
}
