namespace BatchLoadTest.Statistics;

/// <summary>
/// Watches this process: CPU, pauses of the garbage collector, and how late a timer's work runs, which holds waits for a
/// thread and for a processor as well. One caller.
/// </summary>
public sealed class GeneratorWatch
{
    private readonly RunClock clock;
    private readonly TimeSpan tickInterval;
    private readonly Func<(TimeSpan Cpu, TimeSpan GarbagePause)> usage;
    private readonly int processors;
    private TimeSpan lastTick;
    private TimeSpan lastSample;
    private TimeSpan lastCpu;
    private TimeSpan lastPause;
    private TimeSpan delay;
    private long delayedFrom;
    private long delayedTo;

    /// <summary>A watch of this process.</summary>
    /// <param name="clock">The run's time.</param>
    /// <param name="tickInterval">How often <see cref="Tick"/> is meant to be called.</param>
    public GeneratorWatch(RunClock clock, TimeSpan tickInterval)
        : this(clock, tickInterval, UsageOfThisProcess, Environment.ProcessorCount) { }

    internal GeneratorWatch(
        RunClock clock,
        TimeSpan tickInterval,
        Func<(TimeSpan Cpu, TimeSpan GarbagePause)> usage,
        int processors
    )
    {
        this.clock = clock;
        this.tickInterval = tickInterval;
        this.usage = usage;
        this.processors = processors;
        lastTick = clock.Elapsed;
        lastSample = lastTick;
        (lastCpu, lastPause) = usage();
    }

    /// <summary>Notes how late the timer's work runs.</summary>
    public void Tick()
    {
        var now = clock.Elapsed;
        var late = now - lastTick - tickInterval;
        if (late > delay)
        {
            delay = late;
            delayedFrom = clock.SecondOf(lastTick);
            delayedTo = clock.SecondOf(now);
        }

        lastTick = now;
    }

    /// <summary>What there was since the last call. A delay is reported for each second that it fell into.</summary>
    /// <param name="second">The second that has ended.</param>
    public GeneratorSample Take(long second)
    {
        var now = clock.Elapsed;
        var (cpu, pause) = usage();
        var time = (now - lastSample).TotalSeconds * processors;
        // Rounded here, so that a journal holds what the figures were made of.
        var share = time <= 0 ? 0 : Math.Round(Math.Clamp((cpu - lastCpu).TotalSeconds / time, 0, 1), 4);
        var sample = new GeneratorSample(
            share,
            pause - lastPause,
            second >= delayedFrom && second <= delayedTo ? delay : TimeSpan.Zero
        );
        (lastSample, lastCpu, lastPause) = (now, cpu, pause);
        if (second >= delayedTo)
        {
            delay = TimeSpan.Zero;
        }

        return sample;
    }

    private static (TimeSpan Cpu, TimeSpan GarbagePause) UsageOfThisProcess() =>
        (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration());
}
