using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Commands;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Page.Metrics;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Words;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;
using BatchLoadTest.Terminal;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest;

/// <summary>
/// One load test against one host: puts the parts together, applies the load, deletes the key, and says what came of it.
/// </summary>
public sealed class LoadTestRun : IAsyncDisposable
{
    // After the run only the key is left to delete; a service that does not answer must not hold the process.
    private static readonly TimeSpan KeyCleanUpTime = TimeSpan.FromSeconds(10);

    // How much later than shard 0 another one may have started.
    private static readonly TimeSpan ShardDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ViewInterval = TimeSpan.FromSeconds(1);

    private readonly RunContext context;
    private readonly ILoadEngine engine;
    private readonly List<string> engineNotices = [];
    private readonly LoadProgress progress = new();
    private readonly CancellationTokenSource keyInterrupt = new();
    private readonly ApiTransport transport;
    private readonly ApiConnection keyConnection;
    private readonly MeasurementPump pump;
    private readonly KeyExchange? keyExchange;
    private readonly SharedApiKey sharedKey;
    private readonly BatchWorkflow workflow;
    private readonly ApiPaths paths;
    private readonly Leftovers? leftovers;
    private readonly RunCleanUp cleanUp;
    private readonly RunClock clock;
    private readonly RunFacts facts;
    private readonly JournalWriter journal;
    private readonly OtlpExport? otlp;
    private readonly LoadControl wanted;
    private readonly List<string> changes = [];
    private int keysSeen;
    private long stoppingSince;

    internal LoadTestRun(RunContext context)
    {
        this.context = context;
        var (settings, host, runId, data, results, control, _, timeProvider, logger, observer) = context;
        wanted = new LoadControl((ClosedLoad)settings.Load.Profile);
        clock = RunClock.StartNow(timeProvider);
        engine = CreateEngine();

        var redactor = RunSecrets.Of(settings);
        var options = settings.Target.ToApiOptions(host);
        var names = new StepNames(options.ApiBase);
        facts = RunContextFacts.Of(context, clock.StartedAt, engine.Name);
        journal = new JournalWriter(results.PathOf(JournalWriter.FileName), facts, NoteDiskProblem);
        History = new JournalHistory(results.PathOf(JournalWriter.FileName));
        otlp = settings.Output.Otlp is { } endpoint ? new OtlpExport(endpoint, facts, StepBucketCounts.Bounds) : null;
        var watch = new GeneratorWatch(clock, MeasurementPump.DrainInterval);
        var collector = new StatisticsCollector(
            names,
            clock,
            () => new LoadState(progress.Users, progress.Started, progress.Ended),
            watch,
            new IntervalSinks([journal, .. Optional(observer), .. Optional(otlp)])
        );
        pump = new MeasurementPump(collector, timeProvider, clock, watch);
        transport = new ApiTransport(options, timeProvider, redactor, UsersAsked);
        keyConnection = transport.Connect(keyInterrupt.Token);
        keyExchange = CreateKeyExchange();
        sharedKey = new SharedApiKey(
            CreateKeySource(redactor),
            settings.Key.ActivationGrace,
            timeProvider,
            logger,
            control.Tokens.Interrupt
        );
        paths = new ApiPaths(options);
        leftovers = settings.Workflow.KeepFiles ? null : new Leftovers(results.PathOf(RunCleanUp.LeftoversFile));
        cleanUp = new RunCleanUp(
            leftovers,
            new CleanUpRunner(transport, paths, sharedKey, timeProvider),
            settings.Workflow.CleanUpTimeout,
            results,
            timeProvider,
            logger
        );
        workflow = new BatchWorkflow(
            transport,
            paths,
            sharedKey,
            pump,
            data,
            settings.Workflow,
            new ResultCheck(settings.Workflow.CheckResults),
            leftovers,
            runId,
            control.CannotGoOn,
            timeProvider,
            logger
        );
    }

    /// <summary>What the run was asked to do.</summary>
    public RunFacts Facts => facts;

    /// <summary>The newest figures; about a second old at the most.</summary>
    public RunSnapshot Latest => pump.Latest;

    /// <summary>Whether all users have ended: what follows is cleaning up and reporting.</summary>
    public bool IsLoadOver { get; private set; }

    /// <summary>The load that is wanted now.</summary>
    public ClosedLoad Target => wanted.Target;

    /// <summary>The run second by second, as far as it has gone.</summary>
    public IRunHistory History { get; }

    private int UsersAsked => wanted.Target.Users;

    /// <summary>The load applied so far.</summary>
    public LoadOutcome LoadSoFar() =>
        LoadOutcome.OfBrokenRun(progress, clock.Elapsed) with
        {
            // What runs is not interrupted yet.
            Interrupted = 0,
        };

    /// <summary>What was changed on the page so far, a line each.</summary>
    public IReadOnlyList<string> ChangesSoFar()
    {
        lock (changes)
        {
            return [.. changes];
        }
    }

    /// <summary>The run's thresholds, judged on figures of it.</summary>
    public IReadOnlyList<ThresholdResult> Judge(RunSnapshot figures) =>
        ThresholdEvaluator.Evaluate(context.Settings.Verdict.Thresholds, figures);

    /// <summary>Wants another load from now on; the report says so. False where the engine cannot change it.</summary>
    public bool Change(ClosedLoad target)
    {
        if (!engine.CanChange || target == wanted.Target)
        {
            return engine.CanChange;
        }

        var text =
            $"changed to {Figures.Of(target.Users, "user")}, {target.SpawnRate:0.###} started per second, "
            + $"after {Figures.Time(clock.Elapsed)}";
        lock (changes)
        {
            changes.Add(text);
        }

        context.View.Note(NoteLevel.Information, text);
        wanted.Change(target);
        return true;
    }

    /// <summary>Ends the run as if its time were over; a second call interrupts what runs.</summary>
    public void Stop()
    {
        if (!context.Control.Tokens.StartNothingNew.IsCancellationRequested)
        {
            lock (changes)
            {
                changes.Add($"stopped on the page after {Figures.Time(clock.Elapsed)}");
            }
        }

        context.Control.Stop();
    }

    /// <summary>Applies the load and judges it. Never throws for what the service does.</summary>
    public async Task<RunReport> RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var pumping = pump.RunAsync(_ => AfterEachSecond(), ended.Token);
        var viewing = ShowAsync(ended.Token);

        var load = await ApplyLoadAsync();
        IsLoadOver = true;
        var notices = new List<string>(await cleanUp.RunAsync(context.Control.Tokens.Interrupt));
        notices.AddRange(await DeleteKeysAsync());
        await ended.CancelAsync();
        await Task.WhenAll(pumping, viewing);

        NoteKeys();
        var final = pump.Finish(load.LoadTime + load.StopTime);
        return Report(final, load, Judge(final), notices);
    }

    public async ValueTask DisposeAsync()
    {
        if (leftovers is not null)
        {
            await leftovers.DisposeAsync();
        }

        journal.Dispose();
        otlp?.Dispose();
        workflow.Dispose();
        keyConnection.Dispose();
        transport.Dispose();
        keyInterrupt.Dispose();
    }

    private RunTokens Tokens =>
        context.Observer is null ? context.Control.Tokens : context.Control.Tokens with { Control = wanted };

    private KeyExchange? CreateKeyExchange() =>
        context.Settings.Key.ExchangeFile is { } file
            ? new KeyExchange(
                file,
                context.Settings.Load.Shard.Index,
                context.Settings.Load.Shard.Count,
                context.TimeProvider
            )
            : null;

    private IApiKeySource CreateKeySource(SecretRedactor redactor) =>
        KeySources.Create(
            context.Settings.Key,
            keyExchange,
            keyConnection,
            context.Host,
            context.RunId,
            pump,
            redactor,
            context.TimeProvider,
            context.Logger
        );

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

    private async Task<LoadOutcome> ApplyLoadAsync()
    {
        if (
            await TargetProbe.TryConnectAsync(
                context.Host,
                context.TimeProvider,
                context.Control.Tokens.StartNothingNew
            ) is
            { } unreachable
        )
        {
            context.Control.CannotGoOn(unreachable);
        }

        try
        {
            return await engine.RunAsync(context.Settings.Load, workflow.RunAsync, Tokens, progress);
        }
        catch (Exception exception)
        {
            // A fault of this program; what was measured until then is still reported.
            context.Control.Failed(exception.Message);
            return LoadOutcome.OfBrokenRun(progress, clock.Elapsed);
        }
    }

    private async Task<IReadOnlyList<string>> DeleteKeysAsync()
    {
        List<string> notices = [];
        if (keyExchange is not null)
        {
            // The others' last workflows and their cleaning up need the key still.
            var patience = context.Settings.Load.StopTimeout + context.Settings.Workflow.CleanUpTimeout;
            notices.AddRange(await keyExchange.LeaveAsync(patience + ShardDelay, context.Control.Tokens.Interrupt));
        }

        keyInterrupt.CancelAfter(KeyCleanUpTime);
        notices.AddRange(await sharedKey.DeleteAllAsync(keyInterrupt.Token));
        return notices;
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

    /// <summary>Where in its life the run is.</summary>
    public RunPhase Phase()
    {
        var stopping = progress.IsStopping || context.Control.Tokens.StartNothingNew.IsCancellationRequested;
        if (stopping && stoppingSince == 0)
        {
            stoppingSince = context.TimeProvider.GetTimestamp();
        }

        var left = stopping
            ? context.Settings.Load.StopTimeout - context.TimeProvider.GetElapsedTime(stoppingSince)
            : (TimeSpan?)null;
        return new RunPhase
        {
            State =
                stopping ? RunState.Stopping
                : (context.Observer is null ? progress.PeakUsers : progress.Users) < UsersAsked ? RunState.Spawning
                : RunState.Running,
            UsersAsked = UsersAsked,
            IterationsEnded = progress.Ended,
            StopTimeLeft = left < TimeSpan.Zero ? TimeSpan.Zero : left,
        };
    }

    private RunReport Report(
        RunSnapshot final,
        LoadOutcome load,
        IReadOnlyList<ThresholdResult> thresholds,
        List<string> notices
    )
    {
        if (transport.IsCapped)
        {
            notices.Add(
                $"{UsersAsked} users shared at most {transport.MaxConnections} connections (limit of open files); "
                    + "waits for one are in no latency"
            );
        }

        notices.AddRange(engineNotices);
        if (otlp?.Flush() == false)
        {
            notices.Add($"--otlp {context.Settings.Output.Otlp}: the last figures could not be pushed");
        }

        notices.AddRange(ChangesSoFar());
        notices.AddRange(context.Settings.Warnings);
        if (journal.Problem is { } problem)
        {
            notices.Add(
                $"{context.Results.PathOf(JournalWriter.FileName)}: {problem}"
                    + (journal.IsIncomplete ? "; it ends before the run does" : "; nothing is missing")
            );
        }

        var ending = new RunEnding
        {
            EndedAt = context.TimeProvider.GetUtcNow(),
            End = context.Control.End,
            Problem = context.Control.Problem,
            Load = load,
            Notices = notices,
        };
        var exitCode = RunExitCode.Of(
            ending.End,
            thresholds,
            hasLostFiles: journal.Problem is not null,
            context.Settings.Verdict.ExitCode
        );
        journal.End(ending, thresholds, exitCode);
        journal.Dispose();
        return new RunReport
        {
            Run = facts,
            Ending = ending,
            Final = final,
            History = History,
            Thresholds = thresholds,
            ExitCode = exitCode,
        };
    }

    private static IEnumerable<IIntervalSink> Optional(IIntervalSink? sink) => sink is null ? [] : [sink];

    private void AfterEachSecond()
    {
        NoteKeys();
        context.Observer?.Updated();
    }

    private void NoteKeys()
    {
        var keys = sharedKey.Obtained();
        for (; keysSeen < keys.Count; keysSeen++)
        {
            journal.KeyUsed(keys[keysSeen].Fingerprint());
        }
    }

    private void NoteDiskProblem(string problem) =>
        context.View.Note(
            NoteLevel.Error,
            $"{context.Results.PathOf(JournalWriter.FileName)} cannot be written: {problem}; the run goes on, and will not exit with 0"
        );
}
