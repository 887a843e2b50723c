using BatchLoadTest.Load;

namespace BatchLoadTest.Statistics;

/// <summary>
/// The time of one run: monotonic since its start, and as seconds of the wall clock. The wall clock is read once: a clock
/// that is set during the run moves no measurement.
/// </summary>
public sealed class RunClock
{
    private readonly TimeProvider timeProvider;

    private RunClock(TimeProvider timeProvider, TimeSpan warmUp)
    {
        this.timeProvider = timeProvider;
        StartedAt = timeProvider.GetUtcNow() + warmUp;
        Start = timeProvider.Later(timeProvider.GetTimestamp(), warmUp);
    }

    /// <summary>Starts now, or after a warm-up that starts now: until then the time is below zero.</summary>
    public static RunClock StartNow(TimeProvider timeProvider, TimeSpan warmUp = default) => new(timeProvider, warmUp);

    /// <summary>
    /// The clock of a run whose load, the warm-up included, begins at a moment of the provider's clock: earlier or later.
    /// </summary>
    public static RunClock StartAt(TimeProvider timeProvider, DateTimeOffset moment, TimeSpan warmUp = default) =>
        new(timeProvider, moment + warmUp - timeProvider.GetUtcNow());

    /// <summary>When the run started, or will, by this machine's clock; the warm-up lies before.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The same as a time stamp of the provider.</summary>
    public long Start { get; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => timeProvider.GetElapsedTime(Start);

    /// <summary>Time from the start to a time stamp of the provider.</summary>
    public TimeSpan ElapsedAt(long timestamp) => timeProvider.GetElapsedTime(Start, timestamp);

    /// <summary>The second of Unix time that a moment of the run falls into.</summary>
    public long SecondOf(TimeSpan elapsed) => (StartedAt + elapsed).ToUnixTimeSeconds();

    /// <summary>When that second of Unix time began, from the run's start; below zero for the first one.</summary>
    public TimeSpan BeginOf(long second) => DateTimeOffset.FromUnixTimeSeconds(second) - StartedAt;
}
