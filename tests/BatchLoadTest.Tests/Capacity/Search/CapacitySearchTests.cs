using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;

namespace BatchLoadTest.Tests.Capacity.Search;

public sealed class CapacitySearchTests
{
    private const double Unfinished = 7;

    [Fact]
    public void Search_DoublesRepeatsBisectsAndConfirms()
    {
        var search = Run(new CapacityBounds(1), (load, _) => Below(load, 5));

        Assert.Equal(
            [
                "Raise 1 x1",
                "Raise 2 x1",
                "Raise 4 x1",
                "Raise 8 x1",
                "Repeat 8 x1",
                "Bisect 5.657 x1",
                "Bisect 4.757 x1",
                "Bisect 5.187 x1",
                "Confirm 4.757 x3",
            ],
            Steps(search)
        );
        Assert.Equal((CapacityEnding.Found, true), (search.Result.Ending, search.Result.IsLowerConfirmed));
        Assert.Equal("between 4.757 and 5.187 batches/s", search.Result.Text("batches/s"));
        Assert.InRange(search.Result.Width!.Value, 0, 0.1);
        Assert.Equal("Unstable at 5.187", search.Result.BrokeFirst!.Reason);
    }

    // Nobody can run 5.657 users: the one beside it was run, and the other was said.
    [Fact]
    public void WholeNumbers_AreAskedFor_UntilThereIsNoneBetweenTheBounds()
    {
        var search = Run(new CapacityBounds(1) { IsWhole = true }, (load, _) => Below(load, 6.5));

        Assert.Equal(["Repeat 8 x1", "Bisect 6 x1", "Bisect 7 x1", "Confirm 6 x3"], Steps(search).Skip(4));
        Assert.Equal("between 6 and 7 users", search.Result.Text("users"));
        Assert.All(
            Run(
                new CapacityBounds(1) { IsWhole = true },
                (load, order) => order < 7 ? Below(load, 6.5) : LevelVerdict.Unstable
            ).Levels,
            level => Assert.Equal(0, level.Order.Load % 1)
        );
    }

    [Fact]
    public void AFailure_IsRepeatedOnAnEmptyService_AndNextLevelsDrainToTheLastStableOne()
    {
        var search = Run(new CapacityBounds(1), (load, _) => Below(load, 5));

        Assert.Equal([0, 7, 7, 7, 0, 7, 7, 7, 7], search.Levels.Select(level => level.Order.DrainToRows));
    }

    [Fact]
    public void AFailureThatDoesNotComeAgain_IsNone()
    {
        var search = Run(new CapacityBounds(1), (load, order) => order == 2 ? LevelVerdict.Failed : Below(load, 5));

        Assert.Equal(["Raise 4 x1", "Repeat 4 x1", "Raise 8 x1", "Bisect 5.657 x1"], Steps(search).Skip(2).Take(4));
        Assert.Equal((4.757, 5.187), Rounded(search.Result));
    }

    [Fact]
    public void TheLowestLevelBreaks_AfterItsRepetition()
    {
        var search = Run(new CapacityBounds(6), (load, _) => Below(load, 5));

        Assert.Equal(["Raise 6 x1", "Repeat 6 x1"], Steps(search));
        Assert.Equal(CapacityEnding.LowestLevelBreaks, search.Result.Ending);
        Assert.Equal("below 6 batches/s", search.Result.Text("batches/s"));
    }

    [Fact]
    public void TheHighestLoad_IsNotPassed()
    {
        var search = Run(new CapacityBounds(1, 3), (_, _) => LevelVerdict.Passed);

        Assert.Equal(["Raise 1 x1", "Raise 2 x1", "Raise 3 x1", "Confirm 3 x3"], Steps(search));
        Assert.Equal("at least 3 batches/s", search.Result.Text("batches/s"));
    }

    [Fact]
    public void RefusedAndFailed_BoundTheSearchAsUnstableDoes()
    {
        var search = Run(
            new CapacityBounds(1),
            (load, _) =>
                load < 5 ? LevelVerdict.Passed
                : load < 6 ? LevelVerdict.Failed
                : LevelVerdict.Refused
        );

        Assert.Equal((4.757, 5.187), Rounded(search.Result));
        Assert.Equal(LevelVerdict.Failed, search.Result.BrokeFirst!.Verdict);
    }

    [Fact]
    public void ALowerBoundThatDoesNotHold_IsSteppedDownFrom()
    {
        var search = Run(new CapacityBounds(1), (load, order) => Below(load, order < 8 ? 5 : 4.5));

        Assert.Equal(["Confirm 4.757 x3", "StepDown 4.324 x3"], Steps(search).Skip(8));
        Assert.Equal(
            "between 4.324 and 4.757 batches/s; 4.757 batches/s passed at first and did not hold when confirmed: "
                + "the service may have changed",
            search.Result.Text("batches/s")
        );
    }

    // Steps of 10 %, 21 % and 46 %: together nearly to the half.
    [Fact]
    public void StepsDown_AreThreeAtMost()
    {
        var search = Run(new CapacityBounds(0.5), (load, order) => order < 9 ? Below(load, 5) : LevelVerdict.Unstable);

        Assert.Equal(
            ["Confirm 4.757 x3", "StepDown 4.324 x3", "StepDown 3.574 x3", "StepDown 2.441 x3"],
            Steps(search).Skip(9)
        );
        Assert.Equal(CapacityEnding.CapacityChanged, search.Result.Ending);
        Assert.StartsWith("below 2.441 batches/s", search.Result.Text("batches/s"), StringComparison.Ordinal);
    }

    [Fact]
    public void AfterAStepDown_TheBracketIsNarrowedAgain()
    {
        var search = Run(new CapacityBounds(1), (load, order) => Below(load, order < 8 ? 5 : 3.8));

        Assert.Equal((CapacityEnding.Found, true), (search.Result.Ending, search.Result.IsLowerConfirmed));
        Assert.True(search.Result.Contains(3.8));
        Assert.InRange(search.Result.Width!.Value, 0, 0.1001);
    }

    [Fact]
    public void AnUndecidedLevel_IsLookedForOnBothSides_AndSaid()
    {
        var search = Run(
            new CapacityBounds(1),
            (load, _) => load is > 4.6 and < 4.9 ? LevelVerdict.Undecided : Below(load, 4.9)
        );

        Assert.Equal(
            [
                "Bisect 4.362 x1",
                "Bisect 4.555 x1",
                "Bisect 4.757 x1",
                "Bisect 4.967 x1",
                "Bisect 5.187 x1",
                "Confirm 4.555 x3",
            ],
            Steps(search).Skip(6).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "between 4.555 and 4.967 batches/s; undecided at 4.757 batches/s",
            search.Result.Text("batches/s")
        );
    }

    [Fact]
    public void NothingDecidedAbove_LeavesThatSideOpen()
    {
        var search = Run(
            new CapacityBounds(1, 8),
            (load, _) => load <= 2 ? LevelVerdict.Passed : LevelVerdict.Undecided
        );

        Assert.Equal((2, null), (search.Result.Lower, search.Result.Upper));
        Assert.Equal("at least 2 batches/s; undecided at 4, 8 batches/s", search.Result.Text("batches/s"));
    }

    [Fact]
    public void NothingDecidedAtAll_IsUndecided()
    {
        var search = Run(new CapacityBounds(1, 4), (_, _) => LevelVerdict.Undecided);

        Assert.Equal(CapacityEnding.Undecided, search.Result.Ending);
        Assert.Equal("undecided at 1, 2, 4 batches/s", search.Result.Text("batches/s"));
    }

    [Fact]
    public void AnInvalidLevel_IsTriedAgain_AndThenTheGeneratorsCeiling()
    {
        var search = Run(new CapacityBounds(1), (load, _) => load > 6 ? LevelVerdict.Invalid : LevelVerdict.Passed);

        Assert.Equal(["Raise 8 x1", "Raise 8 x1", "Bisect 5.657 x1"], Steps(search).Skip(3).Take(3));
        Assert.Null(search.Result.Upper);
        Assert.Equal(
            "at least 5.657 batches/s; the generator could not apply 6.169 batches/s",
            search.Result.Text("batches/s")
        );
    }

    [Fact]
    public void NoValidLevel_IsSaid() =>
        Assert.Equal(
            CapacityEnding.NoLevelValid,
            Run(new CapacityBounds(1), (_, _) => LevelVerdict.Invalid).Result.Ending
        );

    // "At least 8", and no word of the level that broke the service.
    [Fact]
    public void EndedBeforeTheRepeat_SaysWhatWasSeenOnce()
    {
        var search = new CapacitySearch(new CapacityBounds(8, 16)).After(Decision(LevelVerdict.Passed));
        search = search.After(Decision(LevelVerdict.Unstable));

        Assert.Equal(
            "at least 8 batches/s; 16 batches/s was unstable once, its repeat was not finished: seen; "
                + "the lower bound is not confirmed",
            search.Result.Text("batches/s")
        );
        Assert.Equal(
            "at least 8 batches/s; undecided at 16 batches/s; 16 batches/s was unstable once, undecided when repeated: "
                + "seen; the lower bound is not confirmed",
            search.After(Decision(LevelVerdict.Undecided)).Result.Text("batches/s")
        );
        Assert.Empty(search.After(Decision(LevelVerdict.Unstable)).Result.SeenOnce);
        Assert.Empty(search.After(Decision(LevelVerdict.Passed)).Result.SeenOnce);
    }

    [Theory]
    [InlineData(LevelVerdict.Unstable, "unstable")]
    [InlineData(LevelVerdict.Refused, "refused")]
    [InlineData(LevelVerdict.Invalid, "invalid")]
    public void OnlyLevelSeenOnce_IsSaid(LevelVerdict verdict, string word) =>
        Assert.Equal(
            $"undecided; 20 users was {word} once, its repeat was not finished: seen",
            new CapacitySearch(new CapacityBounds(20)).After(Decision(verdict)).Result.Text("users")
        );

    // "undecided; undecided at 8".
    [Fact]
    public void OnlyUndecided_IsSaidOnce() =>
        Assert.Equal(
            "undecided at 8 batches/s",
            new CapacitySearch(new CapacityBounds(8, 9))
                .After(Decision(LevelVerdict.Undecided))
                .Result.Text("batches/s")
        );

    private static LevelDecision Decision(LevelVerdict verdict) => new(verdict, "seen");

    [Fact]
    public void EndedEarly_SaysTheBracketSoFar()
    {
        var search = new CapacitySearch(new CapacityBounds(1));
        foreach (var verdict in new[] { LevelVerdict.Passed, LevelVerdict.Unstable, LevelVerdict.Unstable })
        {
            search = search.After(Decision(verdict, search.Next!.Load));
        }

        Assert.Equal(CapacityEnding.Unfinished, search.Result.Ending);
        Assert.Equal("between 1 and 2 batches/s; the lower bound is not confirmed", search.Result.Text("batches/s"));
    }

    // Whatever the levels say, a search ends, within the levels its alpha is shared by.
    [Fact]
    public void AnySearch_Ends()
    {
        var verdicts = Enum.GetValues<LevelVerdict>();
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var bounds = new CapacityBounds(1, seed % 2 == 0 ? null : 50);
            var search = Run(bounds, (_, _) => verdicts[random.Next(verdicts.Length)]);

            Assert.InRange(search.Levels.Count, 1, bounds.MostLevels);
            Assert.All(search.Levels, level => Assert.InRange(level.Order.Load, 1, bounds.To ?? double.MaxValue));
            Assert.True(search.Result.Lower is null || search.Result.Upper is null || search.Result.Width > 0);
        }
    }

    [Theory]
    [InlineData(1.0, 1000.0, 23)]
    [InlineData(1.0, 8.0, 16)]
    [InlineData(4.0, 4.0, 13)]
    public void Alpha_IsSharedByTheLevels(double from, double to, int levels)
    {
        var bounds = new CapacityBounds(from, to);

        Assert.Equal(levels, bounds.MostLevels);
        Assert.Equal(0.05 / levels, bounds.Alpha, 12);
    }

    private static LevelVerdict Below(double load, double capacity) =>
        load <= capacity ? LevelVerdict.Passed : LevelVerdict.Unstable;

    private static CapacitySearch Run(CapacityBounds bounds, Func<double, int, LevelVerdict> verdict)
    {
        var search = new CapacitySearch(bounds);
        while (search.Next is { } order)
        {
            search = search.After(Decision(verdict(order.Load, search.Levels.Count), order.Load));
        }

        return search;
    }

    private static LevelDecision Decision(LevelVerdict verdict, double load) =>
        new(verdict, $"{verdict} at {load:0.###}") { UnfinishedRows = Unfinished };

    private static IEnumerable<string> Steps(CapacitySearch search) =>
        search.Levels.Select(level => $"{level.Order.Purpose} {level.Order.Load:0.###} x{level.Order.LevelTimes}");

    private static (double Lower, double Upper) Rounded(CapacityResult result) =>
        (Math.Round(result.Lower!.Value, 3), Math.Round(result.Upper!.Value, 3));
}
