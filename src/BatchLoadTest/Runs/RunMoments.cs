using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>
/// Notifies an observer of how the run stands: once a second, and at once where a person changes it or anything stops it.
/// Thresholds are judged here, once for all who look.
/// </summary>
internal sealed class RunMoments : IDisposable
{
    private readonly IRunObserver observer;
    private readonly RunSteering steering;
    private readonly RunControl control;
    private readonly RunPhases phases;
    private readonly RunRecord record;
    private readonly LoadProgress progress;
    private readonly RunClock clock;
    private readonly TimeProvider timeProvider;
    private readonly Lock gate = new();
    private RunMoment last;
    private CancellationTokenRegistration stopped;

    /// <summary>Notifies of nothing before <see cref="Begin"/>.</summary>
    public RunMoments(
        IRunObserver observer,
        RunSteering steering,
        RunControl control,
        RunPhases phases,
        RunRecord record,
        LoadProgress progress,
        RunClock clock,
        RunSnapshot first,
        TimeProvider timeProvider
    )
    {
        this.observer = observer;
        this.steering = steering;
        this.control = control;
        this.phases = phases;
        this.record = record;
        this.progress = progress;
        this.clock = clock;
        this.timeProvider = timeProvider;
        last = At(first);
    }

    /// <summary>The load is about to start.</summary>
    public void Begin()
    {
        steering.Changed = Refresh;
        observer.Started(steering, last);
        stopped = control.Tokens.StartNothingNew.UnsafeRegister(
            static moments => ((RunMoments)moments!).Refresh(),
            this
        );
    }

    /// <summary>A second is over.</summary>
    /// <param name="figures">The figures of the whole run.</param>
    public void SecondEnded(RunSnapshot figures)
    {
        // Notified within the lock: nobody is to see an older moment after a newer one.
        lock (gate)
        {
            last = At(figures);
            observer.SecondEnded(last);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stopped.Dispose();

    private void Refresh()
    {
        lock (gate)
        {
            var ending = last.Report.Ending with
            {
                Notices = steering.Changes,
                Load = last.Report.Ending.Load with { ChangedAt = steering.ChangedAt },
            };
            last = last with
            {
                Report = last.Report with { Ending = ending },
                Phase = phases.Now(),
                Wanted = steering.Load.Target,
            };
            observer.Steered(last);
        }
    }

    private RunMoment At(RunSnapshot figures)
    {
        // What runs is not interrupted yet.
        var load = LoadOutcome.OfBrokenRun(progress, clock.Elapsed) with
        {
            Interrupted = 0,
            ChangedAt = steering.ChangedAt,
        };
        return new RunMoment
        {
            Report = record.SoFar(figures, load, steering.Changes, timeProvider.GetUtcNow()),
            Phase = phases.Now(),
            Wanted = steering.Load.Target,
            IsLoadOver = control.IsLoadOver,
        };
    }
}
