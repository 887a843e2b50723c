using BatchLoadTest.BatchApi;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>One load test from checked settings to the exit code.</summary>
internal sealed class LoadTest(
    RunSettings settings,
    TerminalOutput terminal,
    TimeProvider timeProvider,
    IRunObserver? observer = null,
    ITeamRun? team = null
)
{
    private readonly string runId = team?.RunId ?? RunId.Create(timeProvider);

    // Signals may come before there is a view, and during it.
    private volatile IRunView? shown;

    // Once its reports are written; of a share of others' run never.
    private RunReport? ended;

    /// <summary>Runs the test until its end or a signal to this process. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var control = new RunControl(NoteStopping);
        control.ListenToSignals();
        return await RunUnderAsync(control);
    }

    /// <summary>Runs the test until its end or until <paramref name="control"/> ends it. Returns the exit code.</summary>
    public async Task<int> RunUnderAsync(RunControl control)
    {
        try
        {
            var path =
                settings.Output.ResultsDirectory ?? Path.Combine(settings.Output.ResultsParent ?? "results", runId);
            ResultsFolder results;
            int exitCode;
            using (var folder = RunFolder.Open(path))
            {
                results = folder.Results;
                exitCode = await RunInAsync(folder, control);
            }

            exitCode = settings.Output.PrintResults
                ? await ResultsArchive.PrintAsync(results, terminal, exitCode)
                : exitCode;
            await SayLastAsync(exitCode);
            return exitCode;
        }
        catch (CannotStartException exception)
        {
            foreach (var problem in exception.Problems)
            {
                await terminal.Error.WriteLineAsync($"error: {problem}");
                observer?.Noted(NoteLevel.Error, problem);
            }

            await TerminationLog.WriteWhyAsync(
                settings.Output.TerminationLog,
                terminal,
                $"{string.Join("; ", exception.Problems)} (exit code {exception.ExitCode})"
            );

            return exception.ExitCode;
        }
        finally
        {
            team?.RunEnded();
        }
    }

    private async Task<int> RunInAsync(RunFolder folder, RunControl control)
    {
        using var data = await new RequestDataLoader(settings, runId, WarnAsync).LoadAsync();
        var earlier = team?.Kept is null ? folder.PutEarlierRunAside() : EarlierRuns.None;
        await using var mock = settings.Target.IsMock
            ? await MockServerHost.StartAsync(settings.Mock, timeProvider, CancellationToken.None)
            : null;
        var host = mock?.BaseAddress ?? settings.Target.Host!;
        await using var view = CreateView();
        shown = view;
        view.Start(RunHeader.Create(settings, runId, host, data));

        using var logs = new ViewLoggerProvider(view, timeProvider, settings.Output.LogLevel);
        var logger = logs.CreateLogger("");
        var fitted = settings with { Workflow = settings.Workflow with { Endpoint = data.All[0].Endpoint } };
        await new TargetWait(
            settings.Target.WaitFor,
            new TargetProbe(host, settings.Target.Proxies, timeProvider),
            view,
            timeProvider
        ).WaitAsync(control.Tokens.StartNothingNew);
        var gathered = team is null ? null : await team.GatherAsync(fitted, host, runId, data, control, view);
        var inputs = new RunInputs
        {
            Settings = fitted,
            Host = host,
            RunId = runId,
            Data = data,
            Results = folder.Results,
            Control = control,
            View = view,
            TimeProvider = timeProvider,
            Logger = logger,
            Observer = observer,
            Team = gathered,
            Earlier = earlier,
        };
        await using var access = new RunAccess(inputs);
        await access.LookAsync();
        using var parts = new RunParts(inputs, access);
        var report = await new LoadTestRun(parts).RunAsync();
        // A signal stops nothing any more, and a note would stand in the middle of what is printed.
        shown = null;
        await view.StopAsync();
        if (team is { Reports: false })
        {
            observer?.Ended(report, []);
            return report.ExitCode;
        }

        var (exitCode, files) = await new ReportOutput(folder.Results, settings.Reports, terminal).WriteAsync(report);
        observer?.Ended(report, [.. files, folder.Results.PathOf(JournalWriter.FileName)]);
        ended = report;
        return exitCode;
    }

    private async Task SayLastAsync(int exitCode)
    {
        if (ended is not null && TerminationLog.Find(settings.Output.TerminationLog, terminal) is { } log)
        {
            await log.SayAsync(TerminationLog.LineOf(ended, exitCode));
        }
    }

    private async Task WarnAsync(string warning)
    {
        await terminal.Error.WriteLineAsync($"warning: {warning}");
        observer?.Noted(NoteLevel.Warning, warning);
    }

    private IRunView CreateView()
    {
        var view = RunViews.Create(
            terminal,
            new RunViewOptions
            {
                StatsInterval = settings.Output.StatsInterval,
                PrintStats = settings.Output.PrintStats,
                OnlySummary = settings.Output.OnlySummary,
            }
        );
        return observer is null ? view : new ObservedView(view, observer.Noted);
    }

    private void NoteStopping(RunEnd kind)
    {
        var patience = $"waiting up to {settings.Load.StopTimeout.TotalSeconds:0.#} s for what runs";
        shown?.Note(
            NoteLevel.Warning,
            kind == RunEnd.Interrupted
                ? $"stopping: {patience}; Ctrl-C again interrupts it"
                : $"{(kind == RunEnd.HungUp ? "SIGHUP" : "SIGTERM")}: {patience}; a second signal interrupts it"
        );
    }
}
