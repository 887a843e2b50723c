using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Runs;

/// <summary>
/// The plan of a load that begins at a moment: it counts from there, so that a process that comes late ends with all others.
/// </summary>
/// <param name="start">The moment, if any.</param>
/// <param name="load">The plan as it was asked for.</param>
public sealed class CommonPlan(StartSettings start, LoadPlan load)
{
    // What is less needs no words: clocks and the start of a process differ by as much.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>How long the warm-up was asked to last.</summary>
    public TimeSpan WarmUp => load.WarmUp;

    /// <summary>Why there is nothing left to do of it; null where there is.</summary>
    public string? Problem(DateTimeOffset now) =>
        start.StartAt is { } moment && load.RunTime is { } runTime && moment + runTime <= now
            ? $"--start-at {MomentText.Show(moment)} and --run-time {Figures.Setting(runTime)}: the load was over "
                + $"{Figures.Time(now - moment - runTime)} ago"
            : null;

    /// <summary>What is left of it.</summary>
    /// <param name="now">The moment at which the load begins.</param>
    /// <param name="untilMeasured">
    /// How long it is from then to the end of the warm-up by the run's clock, which began to run before the service was asked
    /// whether it is there: engine and clock have one moment at which the warm-up ends.
    /// </param>
    public LoadPlan From(DateTimeOffset now, TimeSpan untilMeasured)
    {
        if (load.StartsAt is not null)
        {
            // It has one beginning for several processes.
            return load;
        }

        var warmUp = untilMeasured <= TimeSpan.Zero ? TimeSpan.Zero : untilMeasured;
        var rest = warmUp < load.WarmUp ? load with { WarmUp = warmUp } : load;
        var late = now - (load.WarmUp - rest.WarmUp) - start.StartAt;
        if (late is not { } time || load.RunTime is not { } runTime || time <= TimeSpan.Zero)
        {
            return rest;
        }

        return rest with
        {
            RunTime = time < runTime ? runTime - time : TimeSpan.Zero,
        };
    }

    /// <summary>What a reader of the report must know of a late start; null where it is none.</summary>
    /// <param name="late">How long after the moment the process was ready.</param>
    public string? Notice(TimeSpan late) =>
        start.StartAt is { } moment && late >= Tolerance
            ? $"started {Figures.Time(late)} after --start-at {MomentText.Show(moment)}"
                + (load.RunTime is null ? "" : ": its run time was shorter by that, so that it ended with all others")
            : null;
}
