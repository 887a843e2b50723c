using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Load.Profiles;

public sealed class ArrivalTimesTests
{
    [Fact]
    public void Even_AtAConstantRate_LiesAtEvenDistances_WithoutDrift()
    {
        var times = Times(new ArrivalLoad(Schedule.Constant(3), ArrivalPattern.Even, 1), 300_001);

        for (var start = 0; start < times.Count; start += 1000)
        {
            Assert.Equal(start / 3.0, times[start], 6);
        }
    }

    [Fact]
    public void Even_InStages_IsAsManyASecondAsAskedFor()
    {
        // 10s:10/s,10s:=10/s,10s:0/s
        var plan = Schedule.Of([Stage(10, 0, 10), Stage(10, 10, 10), Stage(10, 10, 0)]);
        var perSecond = Times(new ArrivalLoad(plan, ArrivalPattern.Even, 1), 1000)
            .GroupBy(time => (int)time)
            .ToDictionary(second => second.Key, second => second.Count());

        for (var second = 0; second < 30; second++)
        {
            var due = plan.AreaUntil(TimeSpan.FromSeconds(second + 1)) - plan.AreaUntil(TimeSpan.FromSeconds(second));
            Assert.InRange(perSecond.GetValueOrDefault(second), due - 1, due + 1);
        }
    }

    [Fact]
    public void Poisson_HasTheRate_TheVariance_AndTheSameMomentsForTheSameSeed()
    {
        var load = new ArrivalLoad(Schedule.Constant(50), ArrivalPattern.Poisson, 1);
        var times = Times(load, 20_000);
        var gaps = times.Zip(times.Skip(1), (one, next) => next - one).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));

        // The mean of 20,000 gaps strays by 0.7 %.
        Assert.Equal(0.02, mean, 0.0005);
        // Of an exponential distribution both are the same.
        Assert.Equal(mean, deviation, 0.001);
        Assert.Equal(times, Times(load, 20_000));
    }

    [Fact]
    public void Rest_CarriedOver_LosesAndDoublesNothingWhereTheRateChanges()
    {
        var before = new ArrivalTimes(Load(2), new Random(1));
        before.MoveNext();
        // At 0.25 s half of the distance to the start at 0.5 s is left.
        var after = new ArrivalTimes(Load(4), new Random(1), before.RestAt(TimeSpan.FromSeconds(0.25)));

        Assert.Equal(0.125, after.Due!.Value.TotalSeconds, 6);

        static ArrivalLoad Load(double rate) => new(Schedule.Constant(rate), ArrivalPattern.Even, 1);
    }

    private static List<double> Times(ArrivalLoad load, int count)
    {
        var times = new ArrivalTimes(load, new Random(7));
        List<double> due = [];
        while (due.Count < count && times.Due is { } next)
        {
            due.Add(next.TotalSeconds);
            times.MoveNext();
        }

        return due;
    }

    private static LoadStage Stage(double seconds, double from, double to) =>
        new(TimeSpan.FromSeconds(seconds), from, to);
}
