namespace BatchLoadTest.Bench;

/// <summary>What one process cost from its start to its end.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="User">CPU time in user mode.</param>
/// <param name="System">CPU time in the kernel on its behalf.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="PeakKilobytes">Largest resident set.</param>
/// <param name="Samples">Its memory every <see cref="MemorySample.Interval"/>.</param>
internal sealed record ChildUsage(
    int ExitCode,
    TimeSpan User,
    TimeSpan System,
    TimeSpan Elapsed,
    long PeakKilobytes,
    IReadOnlyList<MemorySample> Samples
)
{
    public TimeSpan Cpu => User + System;
}
