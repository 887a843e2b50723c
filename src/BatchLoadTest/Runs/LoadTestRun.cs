using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Engines;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Results;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>
/// One load test against one host: puts the parts together, applies the load, cleans up, deletes the key
/// (<see cref="RunKey"/>), and says what came of it (<see cref="RunRecord"/>). The page may change it meanwhile
/// (<see cref="RunSteering"/>).
/// </summary>
public sealed class LoadTestRun : IAsyncDisposable
{
    private static readonly TimeSpan ViewInterval = TimeSpan.FromSeconds(1);

    private readonly RunContext context;
    private readonly ILoadEngine engine;
    private readonly List<string> engineNotices = [];
    private readonly LoadProgress progress = new();
    private readonly RetryWaits waits;
    private readonly RunClock clock;
    private readonly RunSteering steering;
    private readonly RunPhases phases;
    private readonly RunRecord record;
    private readonly OtlpExport? otlp;
    private readonly MeasurementPump pump;
    private readonly ActivityBoard board;
    private readonly OpenFileNeeds openFiles;
    private readonly ProcessPauses pauses;
    private readonly ApiTransport transport;
    private readonly RunKey key;
    private readonly Leftovers leftovers;
    private readonly BatchWorkflow workflow;
    private readonly RunCleanUp cleanUp;

    internal LoadTestRun(RunContext context)
    {
        this.context = context;
        var (settings, host, runId, data, results, control, _, timeProvider, logger, observer) = context;
        clock = RunClock.StartNow(timeProvider);
        waits = new RetryWaits(timeProvider);
        (openFiles, pauses, engine) = (OpenFileNeeds.Of(settings), new ProcessPauses(timeProvider), CreateEngine());
        steering = new RunSteering(context, clock, engine);
        phases = new RunPhases(context, progress, steering.Load);

        var redactor = RunSecrets.Of(settings);
        var options = settings.Target.ToApiOptions(host);
        var names = new StepNames(options.ApiBase);
        record = new RunRecord(context, clock.StartedAt, engine.Name);
        otlp = CreateOtlp();
        var watch = new GeneratorWatch(clock, MeasurementPump.DrainInterval);
        var limits = StepLimitsReader.Read(settings.Verdict.Thresholds);
        board = new ActivityBoard(timeProvider);
        var collector = new StatisticsCollector(
            names,
            clock,
            () => new LoadState(progress.Users, progress.Started, progress.Ended, progress.Failed),
            watch,
            new IntervalSinks([record.Journal, .. Optional(observer), .. Optional(otlp)]),
            new SilenceWatch(board, timeProvider, clock, limits),
            limits
        );
        pump = new MeasurementPump(collector, timeProvider, clock, watch, OldestStart);
        transport = CreateTransport(options, redactor);
        leftovers = results.Make(NotRemoved.FileName, file => new Leftovers(file));
        var keys = new KeyAccount(leftovers.AddKey, leftovers.RemoveKey);
        var notRemoved = new NotRemoved(results, keys);
        key = new RunKey(context, transport, redactor, pump, keys, notRemoved);
        var paths = new ApiPaths(options);
        cleanUp = new RunCleanUp(
            leftovers,
            new CleanUpRunner(transport, paths, key.Shared, timeProvider),
            settings.Workflow.CleanUpTimeout,
            settings.Workflow.KeepFiles,
            runId,
            notRemoved,
            timeProvider,
            logger
        );
        workflow = new BatchWorkflow(
            transport,
            paths,
            key.Shared,
            pump,
            data,
            settings.Workflow,
            CreateCheck(),
            settings.Workflow.KeepFiles ? null : leftovers,
            runId,
            control.CannotGoOn,
            timeProvider,
            logger
        )
        {
            Waits = waits,
        };
    }

    private ResultCheck CreateCheck()
    {
        var asked = context.Settings.Workflow;
        return new ResultCheck(asked.CheckResults, words => transport.Redact(words)!, asked.MaxLine);
    }

    /// <summary>What the run was asked to do.</summary>
    public RunFacts Facts => record.Facts;

    /// <summary>The newest figures; about a second old at the most.</summary>
    public RunSnapshot Latest => pump.Latest;

    /// <summary>Whether all users have ended: what follows is cleaning up and reporting.</summary>
    public bool IsLoadOver { get; private set; }

    /// <summary>The load that is wanted now.</summary>
    public ClosedLoad Target => steering.Load.Target;

    /// <summary>Where in its life the run is.</summary>
    public RunPhase Phase() => phases.Now() with { Waits = waits.Now };

    /// <summary>The run as a report of what there is so far.</summary>
    /// <param name="figures">What is shown: of the whole run, or since a reset. Thresholds are judged on the whole run.</param>
    /// <param name="at">The moment of the figures.</param>
    public RunReport ReportSoFar(RunSnapshot figures, DateTimeOffset at)
    {
        // What runs is not interrupted yet.
        var load = LoadOutcome.OfBrokenRun(progress, clock.Elapsed) with
        {
            Interrupted = 0,
        };
        return record.SoFar(figures, Latest, load, steering.Changes, at);
    }

    /// <summary>Wants another load from now on; the report says so. False where the engine cannot change it.</summary>
    public bool Change(ClosedLoad target) => steering.Change(target);

    /// <summary>Ends the run as if its time were over; a second call interrupts what runs.</summary>
    public void Stop() => steering.Stop();

    /// <summary>Applies the load and judges it. Never throws for what the service does.</summary>
    public async Task<RunReport> RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var pumping = pump.RunAsync(AfterEachSecond, ended.Token);
        var viewing = ShowAsync(ended.Token);

        var load = await ApplyLoadAsync();
        IsLoadOver = true;
        board.Close();
        // Clean-up and reports need ports and descriptors too.
        workflow.Dispose();
        context.Control.LoadEnded();
        key.LoadEnded();
        RefuseExcuses();
        var notices = new List<string>(await cleanUp.RunAsync(context.Control.Hurry));
        notices.AddRange(await key.DeleteAsync());
        await ended.CancelAsync();
        await Task.WhenAll(pumping, viewing);

        key.RecordIn(record.Journal);
        var final = pump.Finish(load.LoadTime + load.StopTime);
        notices.AddRange(Notices());
        RefuseOwnFaults(final);
        return record.End(final, load, notices);
    }

    public async ValueTask DisposeAsync()
    {
        await leftovers.DisposeAsync();

        record.Dispose();
        otlp?.Dispose();
        workflow.Dispose();
        key.Dispose();
        transport.Dispose();
        pauses.Dispose();
    }

    private long OldestStart() => clock.SecondOf(clock.ElapsedAt(board.OldestUnrecorded));

    // Refusals of a new key are excused until it works. One that never did, and be it for want of time, was no excuse.
    private void RefuseExcuses()
    {
        if (
            context.Control.End == RunEnd.Planned
            && key.Shared.Obtained() is [.., { HasWorked: false, ExcusedWords: { } words } last]
        )
        {
            context.Control.CouldNotRun(KeyRefusedException.Of(last, words).Message);
        }
    }

    // A run that this machine has ruined neither passed nor failed.
    private void RefuseOwnFaults(RunSnapshot final)
    {
        if (context.Control.End == RunEnd.Planned && OwnFaultWords.Ruin(final) is { } ruin)
        {
            context.Control.CouldNotRun(ruin);
        }
    }

    private ApiTransport CreateTransport(BatchApiOptions options, SecretRedactor redactor)
    {
        // At least one: without any the run was refused, or the limit has been lowered meanwhile.
        var fitted = options with
        {
            MaxConnections = Math.Max(1, openFiles.MaxConnections),
        };
        // Whoever watches at a page may want more users later.
        var users = context.Observer is null ? Target.Users : int.MaxValue;
        return new ApiTransport(fitted, context.TimeProvider, redactor, users) { Board = board, Pauses = pauses };
    }

    private OtlpExport? CreateOtlp() =>
        context.Settings.Output.Otlp is { } endpoint
            ? new OtlpExport(endpoint, record.Facts, StepBucketCounts.Bounds)
            : null;

    private ILoadEngine CreateEngine() =>
        LoadEngines.Create(
            context.Settings.Engine,
            new LoadEngineSetup
            {
                TimeProvider = context.TimeProvider,
                RunId = context.RunId,
                ResultsDirectory = context.Results.FullPath,
                Thresholds = context.Settings.Verdict.Thresholds,
                HttpVersion = context.Settings.Target.HttpVersion,
                Arguments = context.Settings.EngineArguments,
                Notice = engineNotices.Add,
            }
        );

    private static IEnumerable<IIntervalSink> Optional(IIntervalSink? sink) => sink is null ? [] : [sink];

    private async Task<LoadOutcome> ApplyLoadAsync()
    {
        var tokens = context.Control.Tokens;
        if (
            await TargetProbe.TryConnectAsync(
                context.Host,
                context.Settings.Target.Proxies,
                context.TimeProvider,
                tokens.StartNothingNew
            ) is
            { } unreachable
        )
        {
            context.Control.CannotGoOn(unreachable);
        }

        try
        {
            // Without anybody who could change the load it stays as planned.
            var changeable = context.Observer is null ? tokens : tokens with { Control = steering.Load };
            return await engine.RunAsync(context.PlanFromNow(), workflow.RunAsync, changeable, progress);
        }
        catch (Exception exception)
        {
            // A fault of this program; what was measured until then is still reported.
            context.Control.Failed(exception.Message);
            return LoadOutcome.OfBrokenRun(progress, clock.Elapsed);
        }
    }

    // In a loop of its own: a terminal or a pipe that takes no more text must not hold up the measuring.
    private async Task ShowAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(ViewInterval, context.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                context.View.Update(pump.Latest, Phase());
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; the summary follows.
        }
    }

    private void AfterEachSecond(RunSnapshot figures)
    {
        if (!IsLoadOver && (context.Data.Change() ?? OwnFaultWords.RuinSoFar(figures)) is { } reason)
        {
            context.Control.CannotGoOn(reason);
        }

        key.RecordIn(record.Journal);
        context.Observer?.Updated();
    }

    private IEnumerable<string> Notices()
    {
        if (Target.Users > openFiles.MaxConnections)
        {
            var isShared = context.Settings.Target.Connections == ConnectionMode.Shared;
            yield return $"{Target.Users} users shared at most {openFiles.MaxConnections} connections (limit of open files: "
                + $"{openFiles.Limit}, {openFiles.LimitFor(Target.Users)} would do for all); "
                + (isShared ? "" : "idle ones were closed for others; ")
                + "waits for one are in no latency";
        }

        if (RetryWaitWords.InAll(waits.Now) is { } waited)
        {
            yield return waited;
        }

        foreach (var notice in engineNotices)
        {
            yield return notice;
        }

        if (otlp?.Flush() == false)
        {
            yield return $"--otlp {context.Settings.Output.Otlp}: the last figures could not be pushed";
        }

        foreach (var change in steering.Changes)
        {
            yield return change;
        }
    }
}
