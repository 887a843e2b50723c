using BatchLoadTest.BatchApi;
using BatchLoadTest.Cluster;
using BatchLoadTest.Engines;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runs.Capacity;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Composes what applies the load of a run, and how that is watched and steered.</summary>
internal sealed class RunDriving
{
    private readonly RunInputs inputs;
    private readonly List<string> engineNotices = [];

    /// <summary>The run's clock starts here; its load does not.</summary>
    public RunDriving(RunInputs inputs)
    {
        this.inputs = inputs;
        var (settings, control, timeProvider) = (inputs.Settings, inputs.Control, inputs.TimeProvider);
        var progress = new LoadProgress(timeProvider);
        var clock = inputs.Team is { } team
            ? RunClock.StartAt(timeProvider, team.StartAt, settings.Load.WarmUp)
            : RunClock.StartNow(timeProvider, settings.Load.WarmUp);
        Waits = new RetryWaits(timeProvider);
        Engine = CreateEngine();
        var wish = (inputs.Team as WorkerTeam)?.Wish;
        var steering = new RunSteering(settings.Load.Profile, Engine.CanChange, control, inputs.View, clock, wish)
        {
            Progress = progress,
        };
        var phases = new RunPhases(
            control,
            progress,
            steering.Load,
            IsChangeable,
            Waits,
            settings.Load.StopTimeout,
            clock,
            timeProvider,
            hasWarmUp: settings.Load.WarmUp > TimeSpan.Zero
        );
        Driven = new DrivenLoad(steering, phases, progress, clock);
    }

    /// <summary>The load while it is applied.</summary>
    public DrivenLoad Driven { get; }

    /// <summary>Who waits because the service asked for it.</summary>
    public RetryWaits Waits { get; }

    /// <summary>Applies the load.</summary>
    public ILoadEngine Engine { get; }

    /// <summary>What it said that a reader of the report must know.</summary>
    public IReadOnlyList<string> EngineNotices => engineNotices;

    private int RowsPerBatch => (int)Math.Round(inputs.Data.MeanRows);

    private bool IsChangeable => ChangeableLoad.Is(inputs);

    /// <summary>Steers the run through the levels of a search; null for an ordinary run.</summary>
    public CapacityDriver? Search()
    {
        if (inputs.Settings.Capacity is not { } capacity)
        {
            return null;
        }

        var driver = new CapacityDriver(capacity, Driven.Steering.Load, RowsPerBatch)
        {
            Ended = inputs.Control.Stop,
            Note = line => inputs.View.Note(NoteLevel.Information, line),
        };
        foreach (var line in CapacityWords.Before(capacity, driver.Judged, RowsPerBatch))
        {
            driver.Note(line);
        }

        return driver;
    }

    /// <summary>Applies the load.</summary>
    /// <param name="lists">Reads the service's lists meanwhile; null where nobody does.</param>
    /// <param name="preflight">What is asked before it, or beside; null for nothing.</param>
    public RunLoad Load(ListUser? lists, RunPreflight? preflight) =>
        new(
            new PlannedLoad(
                Engine,
                Plan,
                // Without anybody who could change the load it stays as planned.
                IsChangeable ? Driven.Steering.Load : null
            ),
            // A preflight that came before has looked.
            preflight is { IsBeside: false }
                ? null
                : new TargetProbe(inputs.Host, inputs.Settings.Target.Proxies, inputs.TimeProvider),
            inputs.Control,
            Driven,
            lists,
            inputs.TimeProvider,
            preflight is { IsBeside: true } ? preflight : null
        );

    // Of several processes all begin at one moment.
    private LoadPlan Plan =>
        inputs.Team is WorkerTeam or MasterTeam { Kept: not null }
            ? inputs.Settings.Load with
            {
                StartsAt =
                    Driven.Clock.Start
                    - (long)(inputs.Settings.Load.WarmUp.TotalSeconds * inputs.TimeProvider.TimestampFrequency),
            }
            : inputs.Settings.Load;

    private ILoadEngine CreateEngine() =>
        inputs.Team is MasterTeam team
            ? new ClusterEngine(team.Run, team.StartAt, inputs.TimeProvider, engineNotices.Add)
            : CreateOwnEngine();

    private ILoadEngine CreateOwnEngine() =>
        LoadEngines.Create(
            inputs.Settings.Engine,
            new LoadEngineSetup
            {
                TimeProvider = inputs.TimeProvider,
                RunId = inputs.RunId,
                ResultsDirectory = inputs.Results.FullPath,
                Thresholds = inputs.Settings.Verdict.Thresholds,
                HttpVersion = inputs.Settings.Target.HttpVersion,
                Arguments = inputs.Settings.EngineArguments,
                Notice = engineNotices.Add,
            }
        );
}
