namespace BatchLoadTest.Statistics;

/// <summary>How the load generator itself fared within a second: where it had no time, its latencies are doubtful.</summary>
/// <param name="Cpu">CPU time of this process as a share of all processors it may use, 0 to 1.</param>
/// <param name="GarbagePause">Time in which all threads stood still for the garbage collector.</param>
/// <param name="Delay">The longest time that work ready to run had to wait: for a thread, a processor, or a collection.</param>
public readonly record struct GeneratorSample(double Cpu, TimeSpan GarbagePause, TimeSpan Delay)
{
    /// <summary>Above this share of the processors, answers wait for us.</summary>
    public const double HighCpu = 0.8;

    /// <summary>A pause of this length shows in the percentiles of any service worth testing.</summary>
    public static TimeSpan LongPause { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether latencies measured in this second may be ours and not the service's.</summary>
    public bool IsDoubtful => Cpu > HighCpu || GarbagePause >= LongPause || Delay >= LongPause;

    /// <summary>The worse of each figure: where one of several processes is late, the common figures are doubtful.</summary>
    public GeneratorSample WorseOf(GeneratorSample other) =>
        new(
            Math.Max(Cpu, other.Cpu),
            GarbagePause > other.GarbagePause ? GarbagePause : other.GarbagePause,
            Delay > other.Delay ? Delay : other.Delay
        );
}
