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
    private readonly DrivenLoad driven;
    private readonly RunControl control;
    private readonly RunRecord record;
    private readonly Lock gate = new();
    private RunMoment last;
    private CancellationTokenRegistration stopped;

    /// <summary>Notifies of nothing before <see cref="Begin"/>.</summary>
    /// <param name="observer">Who is notified.</param>
    /// <param name="driven">The load.</param>
    /// <param name="control">How the run is ended.</param>
    /// <param name="record">Judges it.</param>
    /// <param name="first">The figures before the first second.</param>
    public RunMoments(IRunObserver observer, DrivenLoad driven, RunControl control, RunRecord record, RunSnapshot first)
    {
        this.observer = observer;
        this.driven = driven;
        this.control = control;
        this.record = record;
        last = At(first);
    }

    /// <summary>The load is about to start.</summary>
    public void Begin()
    {
        driven.Steering.Changed = Refresh;
        observer.Started(driven.Steering, last);
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
                Notices = driven.Steering.Changes,
                Load = last.Report.Ending.Load with { ChangedAt = driven.Steering.ChangedAt },
            };
            last = last with
            {
                Report = last.Report with { Ending = ending },
                Phase = driven.Phases.Now(),
                Wanted = driven.Steering.Load.Target,
            };
            observer.Steered(last);
        }
    }

    private RunMoment At(RunSnapshot figures)
    {
        // What runs is not interrupted yet.
        var load = driven.SoFar() with
        {
            Interrupted = 0,
            ChangedAt = driven.Steering.ChangedAt,
        };
        return new RunMoment
        {
            Report = record.SoFar(figures, load, driven.Steering.Changes),
            Phase = driven.Phases.Now(),
            Wanted = driven.Steering.Load.Target,
            IsLoadOver = control.IsLoadOver,
        };
    }
}
