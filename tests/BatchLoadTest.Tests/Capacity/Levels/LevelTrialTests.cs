using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Tests.Capacity.Levels;

public sealed class LevelTrialTests
{
    private static readonly LevelLoad Load = new(10, 10);
    private readonly List<double> turnarounds = [2];

    [Fact]
    public void Draining_LastsUntilTheBacklogIsWhatItWas()
    {
        var trial = Trial(drainTo: 40);

        Assert.Equal(LevelPhase.Draining, Add(trial, 80));
        Assert.Equal(LevelPhase.Draining, Add(trial, 41));
        Assert.Equal(LevelPhase.Settling, Add(trial, 40));
    }

    [Fact]
    public void Draining_IsGivenUp()
    {
        var trial = Trial(drainTo: 0);

        Assert.Equal(1800, SecondsUntil(trial, LevelPhase.Settling, _ => 10));
    }

    [Fact]
    public void Settling_TakesAMinute() => Assert.Equal(60, Settled(Trial(), Noise));

    [Fact]
    public void Settling_TakesTwiceTheTurnaround()
    {
        turnarounds[0] = 45;

        Assert.Equal(90, Settled(Trial(), Noise));
    }

    // Rises for 50 s, so that the warming up ends in the first half only after 100.
    [Fact]
    public void Settling_WaitsForRest() =>
        Assert.InRange(Settled(Trial(), second => (10 * Math.Min(second, 50)) + Noise(second)), 80, 120);

    [Fact]
    public void Settling_OfABacklogThatGrows_IsGivenUp()
    {
        var trial = Trial();

        Assert.Equal(180, Settled(trial, second => 10 * second));
        Assert.False(trial.WasStationary);
    }

    [Fact]
    public void Measuring_EndsWithAVerdict_AndCountsNothingFromBefore()
    {
        var trial = Trial();
        Settled(trial, Noise);
        SecondsUntil(trial, LevelPhase.Ended, Noise);

        Assert.Equal(LevelVerdict.Passed, trial.Decision.Verdict);
        // The first look after the least of 60 s: 300 and 375 batches have passed by then.
        Assert.Equal((60, 600), (trial.Decision.Seconds, trial.Decision.Batches));
        Assert.Equal(2, trial.Decision.Little!.Seconds);
    }

    [Fact]
    public void Measuring_OfAnOverload_EndsBeforeItsTime()
    {
        var trial = Trial();
        Settled(trial, second => 10 * second);
        SecondsUntil(trial, LevelPhase.Ended, second => 10 * second, ended: 90);

        Assert.Equal((LevelVerdict.Unstable, 30), (trial.Decision.Verdict, trial.Decision.Seconds));
    }

    [Fact]
    public void Measuring_OfWhatStaysOpen_EndsAtTheCap()
    {
        var trial = Trial();
        Settled(trial, Noise);
        var random = new Random(5);
        SecondsUntil(trial, LevelPhase.Ended, _ => 100_000 * random.NextDouble());

        Assert.Equal((LevelVerdict.Undecided, 6000), (trial.Decision.Verdict, trial.Decision.Batches));
    }

    [Fact]
    public void Stopped_SaysWhatItKnows()
    {
        var trial = Trial();
        Settled(trial, Noise);
        for (var second = 0; second < 25; second++)
        {
            Add(trial, Noise(second));
        }

        Assert.Equal((LevelVerdict.Undecided, 25), (trial.Stop().Verdict, trial.Decision.Seconds));
        Assert.Equal(LevelPhase.Ended, trial.Phase);
        Assert.Throws<InvalidOperationException>(() => Add(trial, 0));
    }

    private static LevelTrial Trial(double drainTo = 0) => new(new LevelPlan(Load, 60, drainTo), new LevelRules());

    private static double Noise(int second) => 50 + (second * 7 % 5) - (second * 3 % 11);

    private int Settled(LevelTrial trial, Func<int, double> unfinished)
    {
        Add(trial, 0);
        return SecondsUntil(trial, LevelPhase.Measuring, unfinished);
    }

    private int SecondsUntil(LevelTrial trial, LevelPhase phase, Func<int, double> unfinished, double ended = 100)
    {
        var seconds = 0;
        while (trial.Phase != phase)
        {
            Add(trial, unfinished(seconds++), ended);
        }

        return seconds;
    }

    private LevelPhase Add(LevelTrial trial, double unfinished, double ended = 100) =>
        trial.Add(new LevelSecond(unfinished, 10, 10, ended), turnarounds, []);
}
