using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Composes a run. Only puts together; what runs is <see cref="LoadTestRun"/>.</summary>
internal sealed class RunParts : IDisposable
{
    /// <summary>The run's clock starts here.</summary>
    /// <exception cref="Runtime.CannotStartException">A file that the run cannot do without cannot be made.</exception>
    /// <param name="inputs">What the run is composed from.</param>
    /// <param name="access">The way to the service, which stays its maker's.</param>
    public RunParts(RunInputs inputs, RunAccess access)
    {
        var (settings, timeProvider) = (inputs.Settings, inputs.TimeProvider);
        (Control, Data) = (inputs.Control, inputs.Data);
        var driving = new RunDriving(inputs);
        var driven = driving.Driven;
        Record = CreateRecord(inputs, driving);
        var search = driving.Search();
        Record.Search = search is null ? null : () => search.Report;
        Aborts = CreateAborts(inputs, isSearch: search is not null);
        Otlp = settings.Output.Otlp is { } collector ? new OtlpExport(collector, Record.Facts) : null;
        Traces = TracesOf(settings.Output, Record.Facts);
        Measuring = new RunMeasuring(
            new StepNames(settings.Target.ApiBase),
            driven.Clock,
            driven.Progress,
            Record.Terms,
            [Record.Journal, Record.Windows, .. Optional(inputs.Observer), .. Optional(Otlp), .. Optional(search)],
            timeProvider,
            access.Board,
            (inputs.Team as MasterTeam)?.Merge
        );
        access.Measure(Measuring.Pump);
        if (inputs.Team is MasterTeam { Kept: { } kept })
        {
            Measuring.Continue(kept.History, Record.Windows);
        }

        Judges = inputs.Team is not WorkerTeam;
        Budget = inputs.Team is WorkerTeam ? new BudgetSettings() : inputs.Settings.Budget;
        BudgetOfOthers = SetBudget(inputs);
        Service = new RunService(inputs, access, Record.Facts, Measuring, driving.Waits, Traces?.Source);
        Record.Preflight = () => access.Preflight?.Made;
        Steering = driven.Steering;
        Load = driving.Load(Service.Lists, access.Preflight);
        ViewLoop = new RunViewLoop(inputs.View, Measuring.Figures, driven.Phases, timeProvider);
        Notices = new RunNotices(
            access.OpenFiles,
            settings.Target.Connections,
            driving.Waits,
            driven.Steering,
            () => driven.Progress.PeakUsers,
            () => Control.Budget,
            driving.EngineNotices
        );
        Moments = inputs.Observer is { } observer
            ? new RunMoments(observer, driven, Control, Record, Measuring.Figures.Latest)
            : null;
    }

    /// <summary>How the run is ended.</summary>
    public RunControl Control { get; }

    /// <summary>What users upload.</summary>
    public ClassMix Data { get; }

    /// <summary>What stays of the run.</summary>
    public RunRecord Record { get; }

    /// <summary>Ends it where a threshold is missed for good.</summary>
    public RunAborts Aborts { get; }

    /// <summary>Ends it when workers have used up its budget; null where it has none, or applies the load itself.</summary>
    public LoadBudget? BudgetOfOthers { get; }

    /// <summary>What ends the load once it is used up; nothing for a worker, whose master looks.</summary>
    public BudgetSettings Budget { get; }

    /// <summary>Pushes its figures; null for nowhere.</summary>
    public OtlpExport? Otlp { get; }

    /// <summary>Whether this process judges the run; a worker leaves that to its master.</summary>
    public bool Judges { get; }

    /// <summary>Pushes its spans; null for nowhere.</summary>
    public OtlpTraces? Traces { get; }

    /// <summary>Measures it.</summary>
    public RunMeasuring Measuring { get; }

    /// <summary>Talks to the service.</summary>
    public RunService Service { get; }

    /// <summary>How a person changes it.</summary>
    public RunSteering Steering { get; }

    /// <summary>Applies the load.</summary>
    public RunLoad Load { get; }

    /// <summary>Shows it to a person.</summary>
    public RunViewLoop ViewLoop { get; }

    /// <summary>What a reader of the report must know of the load.</summary>
    public RunNotices Notices { get; }

    /// <summary>Notifies an observer of how it stands; null where there is none.</summary>
    public RunMoments? Moments { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Moments?.Dispose();
        Service.Dispose();
        Record.Dispose();
        Otlp?.Dispose();
        Traces?.Dispose();
    }

    private static OtlpTraces? TracesOf(OutputSettings output, RunFacts facts) =>
        output is { Otlp: { } collector, TraceSample: > 0 and var share }
        && OtlpAddress.OfTraces(collector) is { } traces
            ? new OtlpTraces(traces, share, facts)
            : null;

    private RunRecord CreateRecord(RunInputs inputs, RunDriving driving)
    {
        var master = inputs.Team as MasterTeam;
        var facts =
            master?.Kept?.Facts
            ?? RunFactsFactory.Create(
                inputs.Settings,
                inputs.Host,
                inputs.RunId,
                driving.Driven.Clock.StartedAt,
                driving.Engine.Name
            ) with
            {
                Classes = inputs.Data.Terms,
                PartOf = (inputs.Team as WorkerTeam)?.PartOf,
            };
        var record = new RunRecord(
            facts,
            inputs.Settings,
            inputs.Results,
            Control,
            inputs.View,
            inputs.TimeProvider,
            inputs.Earlier.Notices,
            master?.Kept?.Length
        );
        if (master is not null)
        {
            record.Workers = master.Run.Rows;
            record.Journal.Companion = master.Keeping;
        }

        return record;
    }

    // A search goes on where a level misses a threshold: that is its answer.
    private LoadBudget? SetBudget(RunInputs inputs)
    {
        if (Budget.IsNone)
        {
            return null;
        }

        var budget = new LoadBudget(
            Budget,
            inputs.Settings.Prices,
            usedUp =>
            {
                if (Control.EndFor(usedUp))
                {
                    inputs.View.Note(NoteLevel.Information, BudgetWords.Of(usedUp));
                }
            }
        );
        if (inputs.Team is MasterTeam)
        {
            return budget;
        }

        Measuring.Watch(budget);
        return null;
    }

    private RunAborts CreateAborts(RunInputs inputs, bool isSearch)
    {
        var verdict = inputs.Settings.Verdict;
        return new RunAborts(
            new AbortWatch(isSearch ? [] : verdict.Thresholds, verdict.AbortOnFail, Record.Windows),
            Control,
            inputs.View,
            inputs.Settings.Load.StopTimeout
        );
    }

    private static IEnumerable<IIntervalSink> Optional(IIntervalSink? sink) => sink is null ? [] : [sink];
}
