using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The figures of a run on several workers: their seconds and what the master itself has measured (the key's creation),
/// added up.
/// </summary>
public sealed class ClusterFigures : IRunFigures, IIntervalSink
{
    private const string Master = "master";

    private readonly SecondsMerge merge;
    private readonly RunStatistics run;
    private readonly RunClock clock;
    private readonly LoadProgress progress;
    private readonly IIntervalSink sink;
    private TimeSpan elapsed;
    private RunSnapshot latest;

    /// <summary>Without a second yet.</summary>
    /// <param name="merge">Takes the seconds of all.</param>
    /// <param name="run">Their sum.</param>
    /// <param name="clock">The run's time.</param>
    /// <param name="progress">Gets what workers do.</param>
    /// <param name="sink">Takes each second that is whole: the journal first.</param>
    public ClusterFigures(
        SecondsMerge merge,
        RunStatistics run,
        RunClock clock,
        LoadProgress progress,
        IIntervalSink sink
    )
    {
        (this.merge, this.run, this.clock, this.progress, this.sink) = (merge, run, clock, progress, sink);
        merge.Join(Master, clock.SecondOf(TimeSpan.Zero));
        latest = run.Snapshot(0, TimeSpan.Zero);
    }

    /// <summary>Measures in this process; set before anything runs.</summary>
    public MeasurementPump? Own { get; set; }

    /// <inheritdoc/>
    public RunSnapshot Latest => Volatile.Read(ref latest);

    /// <summary>Takes what another master has recorded, before anything runs.</summary>
    /// <param name="history">Its seconds.</param>
    /// <param name="sink">Takes each.</param>
    public void Continue(IRunHistory history, IIntervalSink sink)
    {
        foreach (var second in history.Read())
        {
            Add(second);
            sink.Write(second);
        }

        Publish(elapsed);
    }

    /// <summary>Takes a second of this process.</summary>
    public void Write(Interval interval) => merge.Add(Master, interval, TimeSpan.Zero, appliesLoad: false);

    /// <inheritdoc/>
    public Task RunAsync(Action<RunSnapshot> published, CancellationToken stop) =>
        Own!.RunAsync(
            _ =>
            {
                merge.Take(Take);
                published(Publish(elapsed));
            },
            stop
        );

    /// <inheritdoc/>
    public RunSnapshot Finish(TimeSpan elapsed)
    {
        Own!.Finish(elapsed);
        merge.Take(Take, all: true);
        return Publish(elapsed);
    }

    private void Take(Interval second)
    {
        Add(second);
        sink.Write(second);
    }

    private void Add(Interval second)
    {
        run.Add(second);
        progress.AddOthers(
            second.Users,
            second.IterationsStarted,
            second.IterationsEnded,
            second.IterationsFailed,
            second.StartsDropped,
            second.StartsLateByPacing
        );
        var end = clock.BeginOf(second.Second + 1);
        elapsed = end > TimeSpan.Zero ? end : TimeSpan.Zero;
    }

    private RunSnapshot Publish(TimeSpan length)
    {
        var snapshot = run.Snapshot(progress.Users, length);
        Volatile.Write(ref latest, snapshot);
        return snapshot;
    }
}
