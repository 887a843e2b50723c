using BatchLoadTest.Cluster;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>Composes what measures a run: the board of open requests, the collector and the pump that feeds it.</summary>
internal sealed class RunMeasuring
{
    private readonly RunClock clock;
    private readonly ClusterFigures? figures;

    /// <summary>Nothing runs before the pump does.</summary>
    /// <param name="names">Names of the steps.</param>
    /// <param name="clock">The run's time.</param>
    /// <param name="progress">What the engine does.</param>
    /// <param name="terms">What was asked for.</param>
    /// <param name="sinks">Take each interval, in this order: the journal comes first.</param>
    /// <param name="timeProvider">The run's time.</param>
    /// <param name="board">What requests wait for.</param>
    /// <param name="merge">Takes the seconds of workers, where these apply the load; null where this process does.</param>
    public RunMeasuring(
        StepNames names,
        RunClock clock,
        LoadProgress progress,
        RunTerms terms,
        IReadOnlyList<IIntervalSink> sinks,
        TimeProvider timeProvider,
        ActivityBoard board,
        SecondsMerge? merge = null
    )
    {
        this.clock = clock;
        IIntervalSink sink = new IntervalSinks(sinks);
        if (merge is not null)
        {
            var run = new RunStatistics(names, clock.StartedAt, terms);
            sink = figures = new ClusterFigures(merge, run, clock, progress, sink);
            // What workers do comes with their seconds.
            progress = new LoadProgress();
        }

        var watch = new GeneratorWatch(clock, MeasurementPump.DrainInterval);
        Board = board;
        var collector = new StatisticsCollector(
            names,
            clock,
            () =>
                new LoadState(
                    progress.Users,
                    progress.Started,
                    progress.Ended,
                    progress.Failed,
                    progress.Dropped,
                    progress.LateByPacing,
                    progress.StoppedAt is { } stopped ? clock.ElapsedAt(stopped) : null
                ),
            watch,
            sink,
            new SilenceWatch(Board, timeProvider, clock, terms.Limits),
            terms,
            board.Slow
        );
        Pump = new MeasurementPump(collector, timeProvider, clock, watch, OldestStart);
        Sink = Pump;
        figures?.Own = Pump;
        Figures = (IRunFigures?)figures ?? Pump;
    }

    /// <summary>Where what users measure goes; somebody may look at it on the way.</summary>
    public IMeasurementSink Sink { get; private set; }

    /// <summary>Shows a budget the batches.</summary>
    public void Watch(LoadBudget budget) => Sink = new BudgetSink(Pump, budget);

    /// <summary>What requests wait for.</summary>
    public ActivityBoard Board { get; }

    /// <summary>What it comes to, with what workers have measured.</summary>
    public IRunFigures Figures { get; }

    /// <summary>Takes what is measured in this process.</summary>
    public MeasurementPump Pump { get; }

    /// <summary>Takes what another master has recorded of a run on workers, before anything runs.</summary>
    /// <param name="history">Its seconds.</param>
    /// <param name="sink">Takes each.</param>
    public void Continue(IRunHistory history, IIntervalSink sink) => figures?.Continue(history, sink);

    private long OldestStart() => clock.SecondOf(clock.ElapsedAt(Board.OldestUnrecorded));
}
