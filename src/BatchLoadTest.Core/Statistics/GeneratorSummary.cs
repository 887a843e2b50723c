namespace BatchLoadTest.Statistics;

/// <summary>How the load generator itself fared over the run.</summary>
public sealed record GeneratorSummary
{
    /// <summary>Nothing known.</summary>
    public static GeneratorSummary Empty { get; } = new();

    /// <summary>Seconds with a sample.</summary>
    public long Seconds { get; init; }

    /// <summary>Mean share of the processors, 0 to 1.</summary>
    public double MeanCpu { get; init; }

    /// <summary>Highest share within a second, 0 to 1.</summary>
    public double HighestCpu { get; init; }

    /// <summary>Time spent in pauses of the garbage collector.</summary>
    public TimeSpan GarbagePauses { get; init; }

    /// <summary>Longest time that work ready to run had to wait.</summary>
    public TimeSpan LongestDelay { get; init; }

    /// <summary>Seconds with a CPU share over <see cref="GeneratorSample.HighCpu"/>.</summary>
    public long HighCpuSeconds { get; init; }

    /// <summary>Seconds with a pause of at least <see cref="GeneratorSample.LongPause"/>.</summary>
    public long PausedSeconds { get; init; }

    /// <summary>Seconds with either: latencies measured then are doubtful.</summary>
    public long DoubtfulSeconds { get; init; }

    /// <summary>The same with one more second.</summary>
    public GeneratorSummary With(GeneratorSample sample) =>
        new()
        {
            Seconds = Seconds + 1,
            MeanCpu = MeanCpu + ((sample.Cpu - MeanCpu) / (Seconds + 1)),
            HighestCpu = Math.Max(HighestCpu, sample.Cpu),
            GarbagePauses = GarbagePauses + sample.GarbagePause,
            LongestDelay = sample.Delay > LongestDelay ? sample.Delay : LongestDelay,
            HighCpuSeconds = HighCpuSeconds + (sample.Cpu > GeneratorSample.HighCpu ? 1 : 0),
            PausedSeconds =
                PausedSeconds
                + (
                    sample.GarbagePause >= GeneratorSample.LongPause || sample.Delay >= GeneratorSample.LongPause
                        ? 1
                        : 0
                ),
            DoubtfulSeconds = DoubtfulSeconds + (sample.IsDoubtful ? 1 : 0),
        };
}
