using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Commands;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest;

/// <summary>
/// One load test against one host: puts the parts together, applies the load, deletes the key, and says what came of it.
/// </summary>
internal sealed partial class LoadTestRun : IAsyncDisposable
{
    // What the run created and may not have removed; stays in the results folder only where something is left.
    private const string LeftoversFile = "not-removed.txt";

    // A person who interrupts wants to get away, but not to leave everything behind.
    private static readonly TimeSpan HastyCleanUpTime = TimeSpan.FromSeconds(5);

    // After the run only the key is left to delete; a service that does not answer must not hold the process.
    private static readonly TimeSpan KeyCleanUpTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ViewInterval = TimeSpan.FromSeconds(1);

    private readonly RunSettings settings;
    private readonly Uri host;
    private readonly string runId;
    private readonly RunControl control;
    private readonly IRunView view;
    private readonly TimeProvider timeProvider;
    private readonly ILoadEngine engine;
    private readonly List<string> engineNotices = [];
    private readonly LoadProgress progress = new();
    private readonly CancellationTokenSource keyInterrupt = new();
    private readonly ApiTransport transport;
    private readonly ApiConnection keyConnection;
    private readonly MeasurementPump pump;
    private readonly SharedApiKey sharedKey;
    private readonly BatchWorkflow workflow;
    private readonly ApiPaths paths;
    private readonly Leftovers? leftovers;
    private readonly ResultsFolder results;
    private readonly ILogger logger;
    private readonly RunClock clock;
    private readonly RunFacts facts;
    private readonly JournalWriter journal;
    private int keysSeen;
    private long stoppingSince;

    public LoadTestRun(
        RunSettings settings,
        Uri host,
        string runId,
        IRequestData data,
        ResultsFolder results,
        RunControl control,
        IRunView view,
        TimeProvider timeProvider,
        ILogger logger
    )
    {
        this.settings = settings;
        this.host = host;
        this.runId = runId;
        this.control = control;
        this.view = view;
        this.timeProvider = timeProvider;
        this.results = results;
        this.logger = logger;
        clock = RunClock.StartNow(timeProvider);
        engine = CreateEngine();

        var redactor = new SecretRedactor();
        redactor.Add(settings.Key.ApiKey);
        redactor.Add(settings.Key.Password);
        redactor.AddBasic(settings.Key.Username, settings.Key.Password);
        foreach (var header in settings.Target.Headers)
        {
            redactor.Add(header.Value);
        }

        var options = settings.Target.ToApiOptions(host);
        var names = new StepNames(options.ApiBase);
        facts = Facts();
        journal = new JournalWriter(results.PathOf(JournalWriter.FileName), facts, NoteDiskProblem);
        var watch = new GeneratorWatch(clock, MeasurementPump.DrainInterval);
        var collector = new StatisticsCollector(
            names,
            clock,
            () => new LoadState(progress.Users, progress.Started, progress.Ended),
            watch,
            journal
        );
        pump = new MeasurementPump(collector, timeProvider, clock, watch);
        transport = new ApiTransport(options, timeProvider, redactor, UsersAsked);
        keyConnection = transport.Connect(keyInterrupt.Token);
        var source = KeySources.Create(settings.Key, keyConnection, host, runId, pump, redactor, timeProvider, logger);
        sharedKey = new SharedApiKey(
            source,
            settings.Key.ActivationGrace,
            timeProvider,
            logger,
            control.Tokens.Interrupt
        );
        paths = new ApiPaths(options);
        leftovers = settings.Workflow.KeepFiles ? null : new Leftovers(results.PathOf(LeftoversFile));
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

    private int UsersAsked => settings.Load.Profile is ClosedLoad closed ? closed.Users : 1;

    /// <summary>Applies the load and judges it. Never throws for what the service does.</summary>
    public async Task<RunReport> RunAsync(IReadOnlyList<Threshold> thresholds)
    {
        using var ended = new CancellationTokenSource();
        var pumping = pump.RunAsync(_ => NoteKeys(), ended.Token);
        var viewing = ShowAsync(ended.Token);

        var load = await ApplyLoadAsync();
        var notices = new List<string>(await CleanUpAsync());
        notices.AddRange(await DeleteKeysAsync());
        await ended.CancelAsync();
        await Task.WhenAll(pumping, viewing);

        NoteKeys();
        var final = pump.Finish(load.LoadTime + load.StopTime);
        return Report(final, load, ThresholdEvaluator.Evaluate(thresholds, final), notices);
    }

    public async ValueTask DisposeAsync()
    {
        if (leftovers is not null)
        {
            await leftovers.DisposeAsync();
        }

        journal.Dispose();
        workflow.Dispose();
        keyConnection.Dispose();
        transport.Dispose();
        keyInterrupt.Dispose();
    }

    private ILoadEngine CreateEngine() =>
        LoadEngines.Create(
            settings.Engine,
            new LoadEngineSetup
            {
                TimeProvider = timeProvider,
                RunId = runId,
                ResultsDirectory = results.FullPath,
                Thresholds = settings.Verdict.Thresholds,
                HttpVersion = settings.Target.HttpVersion,
                Arguments = settings.EngineArguments,
                Notice = engineNotices.Add,
            }
        );

    private async Task<LoadOutcome> ApplyLoadAsync()
    {
        if (await TargetProbe.TryConnectAsync(host, timeProvider, control.Tokens.StartNothingNew) is { } unreachable)
        {
            control.CannotGoOn(unreachable);
        }

        try
        {
            return await engine.RunAsync(settings.Load, workflow.RunAsync, control.Tokens, progress);
        }
        catch (Exception exception)
        {
            // A fault of this program; what was measured until then is still reported.
            control.Failed(exception.Message);
            return LoadOutcome.OfBrokenRun(progress, clock.Elapsed);
        }
    }

    private async Task<IReadOnlyList<string>> CleanUpAsync()
    {
        if (leftovers is null)
        {
            return [];
        }

        using var end = new CancellationTokenSource(settings.Workflow.CleanUpTimeout, timeProvider);
        await using var hurry = control.Tokens.Interrupt.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(HastyCleanUpTime),
            end
        );
        var runner = new CleanUpRunner(transport, paths, sharedKey, timeProvider);
        var result = await runner.RunAsync(leftovers.Read(), end.Token);
        LogCleanedUp(result.Files, result.Batches);
        await leftovers.DisposeAsync();
        return Notices(result);
    }

    private List<string> Notices(CleanUpResult result)
    {
        List<string> notices = [];
        if (leftovers!.HasHoles)
        {
            notices.Add("the disk was full: files of this run may have been left at the service unnoticed");
        }

        if (result.Left.Count == 0)
        {
            results.Delete(LeftoversFile);
            return notices;
        }

        var (first, reason) = result.Left[0];
        results.Write(LeftoversFile, result.Left.Select(left => $"{left.Item} {left.Reason}"));
        notices.Add(
            $"{result.Left.Count} files or batches could not be removed ({first}: {reason}); "
                + $"all in {results.PathOf(LeftoversFile)}"
        );
        return notices;
    }

    private async Task<IReadOnlyList<string>> DeleteKeysAsync()
    {
        keyInterrupt.CancelAfter(KeyCleanUpTime);
        return await sharedKey.DeleteAllAsync(keyInterrupt.Token);
    }

    // In a loop of its own: a terminal or a pipe that takes no more text must not hold up the measuring.
    private async Task ShowAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(ViewInterval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                view.Update(pump.Latest, Phase());
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; the summary follows.
        }
    }

    private RunPhase Phase()
    {
        var stopping = progress.IsStopping || control.Tokens.StartNothingNew.IsCancellationRequested;
        if (stopping && stoppingSince == 0)
        {
            stoppingSince = timeProvider.GetTimestamp();
        }

        var left = stopping ? settings.Load.StopTimeout - timeProvider.GetElapsedTime(stoppingSince) : (TimeSpan?)null;
        return new RunPhase
        {
            State =
                stopping ? RunState.Stopping
                : progress.PeakUsers < UsersAsked ? RunState.Spawning
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
        notices.AddRange(settings.Warnings);
        if (journal.Problem is { } problem)
        {
            notices.Add(
                $"{results.PathOf(JournalWriter.FileName)}: {problem}"
                    + (journal.IsIncomplete ? "; it ends before the run does" : "; nothing is missing")
            );
        }

        var ending = new RunEnding
        {
            EndedAt = timeProvider.GetUtcNow(),
            End = control.End,
            Problem = control.Problem,
            Load = load,
            Notices = notices,
        };
        var exitCode = RunExitCode.Of(ending.End, thresholds, hasLostFiles: journal.Problem is not null);
        journal.End(ending, thresholds, exitCode);
        journal.Dispose();
        return new RunReport
        {
            Run = facts,
            Ending = ending,
            Final = final,
            History = Journal.OpenOrEmpty(results.PathOf(JournalWriter.FileName)),
            Thresholds = thresholds,
            ExitCode = exitCode,
        };
    }

    private RunFacts Facts() =>
        new()
        {
            Id = runId,
            Version = ProgramInfo.Version,
            Host = settings.Target.IsMock ? "mock (started inside)" : host.GetLeftPart(UriPartial.Authority),
            ApiBase = settings.Target.ApiBase,
            Engine = engine.Name,
            StartedAt = clock.StartedAt,
            Plan = settings.Load,
            Thresholds =
            [
                .. settings.Verdict.Thresholds.Select(threshold => new RecordedThreshold(
                    threshold.Text,
                    threshold.Source
                )),
            ],
            Settings =
            [
                .. settings.All.Select(setting => new ReportedSetting(setting.Name, setting.Value, setting.Source)),
            ],
            Tags = settings.Output.Tags,
            Environment = MachineFacts.OfThisMachine(),
        };

    private void NoteKeys()
    {
        var keys = sharedKey.Obtained();
        for (; keysSeen < keys.Count; keysSeen++)
        {
            journal.KeyUsed(keys[keysSeen].Fingerprint());
        }
    }

    private void NoteDiskProblem(string problem) =>
        view.Note(
            NoteLevel.Error,
            $"{results.PathOf(JournalWriter.FileName)} cannot be written: {problem}; the run goes on, and will not exit with 0"
        );

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "cleaned up: {Files} files deleted, {Batches} batches cancelled"
    )]
    private partial void LogCleanedUp(long files, long batches);
}
