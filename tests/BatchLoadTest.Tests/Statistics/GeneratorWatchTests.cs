using BatchLoadTest.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class GeneratorWatchTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RunClock clock;
    private readonly GeneratorWatch watch;
    private TimeSpan cpu;
    private TimeSpan pause;

    public GeneratorWatchTests()
    {
        clock = RunClock.StartNow(time);
        watch = new GeneratorWatch(clock, Tick, () => (cpu, pause), processors: 4);
    }

    [Fact]
    public void Take_CpuIsAShareOfAllProcessors()
    {
        Ticks(10);
        cpu += TimeSpan.FromSeconds(3);
        var busy = watch.Take(Second);
        Ticks(10);
        cpu += TimeSpan.FromSeconds(3.4);
        var doubtful = watch.Take(Second);

        Assert.Equal(0.75, busy.Cpu);
        Assert.False(busy.IsDoubtful);
        Assert.Equal(0.85, doubtful.Cpu);
        Assert.True(doubtful.IsDoubtful);
    }

    [Fact]
    public void Take_PausesOfTheCollectorAreThoseSinceTheLastCall()
    {
        pause = TimeSpan.FromMilliseconds(70);
        Ticks(10);
        Assert.Equal(70, watch.Take(Second).GarbagePause.TotalMilliseconds);
        Ticks(10);
        Assert.Equal(0, watch.Take(Second).GarbagePause.TotalMilliseconds);
    }

    [Fact]
    public void Take_OnTime_HasNoDelay()
    {
        Ticks(10);

        Assert.Equal(TimeSpan.Zero, watch.Take(Second).Delay);
    }

    // A process that stands still for three seconds: each second that the delay fell into is doubtful, no other.
    [Fact]
    public void Take_AfterALongDelay_TellsItOfEverySecondConcerned()
    {
        Ticks(5);
        time.Advance(TimeSpan.FromSeconds(3));
        watch.Tick();
        var first = clock.StartedAt.ToUnixTimeSeconds();

        var delays = Enumerable.Range(0, 4).Select(second => watch.Take(first + second).Delay).ToList();
        Ticks(10);
        var after = watch.Take(first + 4);

        Assert.All(delays, delay => Assert.Equal(2.9, delay.TotalSeconds, 3));
        Assert.Equal(TimeSpan.Zero, after.Delay);
    }

    [Fact]
    public void Summary_CountsEachDoubtfulSecondOnce()
    {
        var summary = GeneratorSummary
            .Empty.With(new GeneratorSample(0.5, TimeSpan.Zero, TimeSpan.Zero))
            .With(new GeneratorSample(0.9, TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(150)))
            .With(new GeneratorSample(0.1, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));

        Assert.Equal(3, summary.Seconds);
        Assert.Equal(0.5, summary.MeanCpu, 9);
        Assert.Equal(0.9, summary.HighestCpu);
        Assert.Equal(1, summary.HighCpuSeconds);
        Assert.Equal(2, summary.PausedSeconds);
        Assert.Equal(2, summary.DoubtfulSeconds);
        Assert.Equal(150, summary.LongestDelay.TotalMilliseconds);
    }

    private long Second => clock.SecondOf(clock.Elapsed) - 1;

    private void Ticks(int count)
    {
        for (var tick = 0; tick < count; tick++)
        {
            time.Advance(Tick);
            watch.Tick();
        }
    }
}
