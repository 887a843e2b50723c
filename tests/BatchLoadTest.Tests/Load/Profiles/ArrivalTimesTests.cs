using BatchLoadTest.Load;
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

    // 1,000 seeds, those that a person would give: as many starts as asked for on average, and of a Poisson stream's spread.
    [Theory]
    [InlineData(5, 20)]
    [InlineData(40, 10)]
    public void Poisson_OverSeeds_StraysAsChanceMakesIt(double rate, int seconds)
    {
        var load = new ArrivalLoad(Schedule.Constant(rate), ArrivalPattern.Poisson, 1);
        var expected = rate * seconds;
        var counts = Enumerable
            .Range(0, 1000)
            .Select(seed => Count(load, UserRandom.OfStarts(seed), TimeSpan.FromSeconds(seconds)))
            .ToList();

        // The mean of 1,000 strays by a 31st of one's deviation; four of those are one in 16,000.
        Assert.InRange(
            counts.Average(),
            expected - (4 * Math.Sqrt(expected / 1000)),
            expected + (4 * Math.Sqrt(expected / 1000))
        );
        // Chi-square with 1,000 degrees of freedom: 1,000 ± 4 × 44.7.
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 821, 1179);
        // One after the other they have nothing in common either.
        var lag =
            counts.Zip(counts.Skip(1), (one, next) => (one - expected) * (next - expected) / expected).Sum() / 1000;
        Assert.InRange(lag, -4 / Math.Sqrt(1000), 4 / Math.Sqrt(1000));
    }

    [Fact]
    public void Starts_AreIndependentOfTheUsers_AndOfTheOtherDistributions()
    {
        var first = UserRandom.OfStarts(7).NextDouble();

        Assert.Equal(first, UserRandom.OfStarts(7).NextDouble());
        Assert.NotEqual(first, UserRandom.OfStarts(7, epoch: 1).NextDouble());
        Assert.NotEqual(first, UserRandom.OfStarts(8).NextDouble());
        Assert.DoesNotContain(first, Enumerable.Range(1, 1000).Select(user => UserRandom.Create(7, user).NextDouble()));
    }

    private static int Count(ArrivalLoad load, Random random, TimeSpan until)
    {
        var times = new ArrivalTimes(load, random);
        times.SkipBefore(until);
        return (int)times.Number;
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
