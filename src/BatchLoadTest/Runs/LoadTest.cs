using BatchLoadTest.Authentication;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>One load test from checked settings to the exit code.</summary>
public sealed class LoadTest(
    RunSettings settings,
    TerminalOutput terminal,
    TimeProvider timeProvider,
    IRunObserver? observer = null
)
{
    private readonly string runId = RunId.Create(timeProvider);

    // Signals may come before there is a view, and during it.
    private volatile IRunView? shown;

    /// <summary>Runs the test until its end or a signal to this process. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var control = new RunControl(NoteStopping);
        control.ListenToSignals();
        return await RunAsync(control);
    }

    /// <summary>Runs the test until its end or until <paramref name="control"/> ends it. Returns the exit code.</summary>
    public async Task<int> RunAsync(RunControl control)
    {
        using var exchange = KeyExchanges.Create(settings, timeProvider);
        // What the other processes are told where this one ends before it has a key.
        string? reason = "it has failed";
        try
        {
            var path =
                settings.Output.ResultsDirectory ?? Path.Combine(settings.Output.ResultsParent ?? "results", runId);
            ResultsFolder results;
            int exitCode;
            using (var folder = RunFolder.Open(path))
            {
                results = folder.Results;
                exitCode = await RunAsync(control, folder, exchange);
            }

            return settings.Output.PrintResults
                ? await ResultsArchive.PrintAsync(results, terminal, exitCode)
                : exitCode;
        }
        catch (CannotStartException exception)
        {
            // Where another start of this process holds the folder, the key is that one's affair.
            reason = exception.RunsElsewhere ? null : exception.Message;
            await ShowAsync(exception.Problems);
            return exception.ExitCode;
        }
        finally
        {
            if (reason is not null)
            {
                exchange?.Refuse(reason);
            }
        }
    }

    // While the folder is held: no other start of this process can be about to use the key.
    private async Task<int> RunAsync(RunControl control, RunFolder folder, KeyExchange? exchange)
    {
        try
        {
            Begin(exchange);
            RefuseIfOver();
            using var data = await LoadDataAsync();
            return await RunAsync(control, folder, exchange, data);
        }
        catch (CannotStartException) when (exchange?.Inherited is not null)
        {
            // Others may use it, but nobody else will delete it.
            var left = new LeftKey(settings, exchange, timeProvider);
            await ShowAsync(await left.DeleteAsync(control, terminal.Error.WriteLine));
            throw;
        }
    }

    private async Task ShowAsync(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
            observer?.Noted(NoteLevel.Error, problem);
        }
    }

    // Before the journal of an earlier start is touched: what that one has left is all there will be of this share.
    private void RefuseIfOver()
    {
        if (new CommonPlan(settings.Start, settings.Load).Problem(timeProvider.GetUtcNow()) is { } problem)
        {
            throw new CannotStartException(ExitCodes.CouldNotRun, $"COULD NOT RUN: {problem}; nothing was started");
        }
    }

    private static void Begin(KeyExchange? exchange)
    {
        try
        {
            exchange?.Begin();
        }
        catch (KeyRefusedException exception)
        {
            throw new CannotStartException(ExitCodes.CouldNotRun, $"COULD NOT RUN: {exception.Message}");
        }
    }

    private async Task<IRequestData> LoadDataAsync()
    {
        try
        {
            return await LoadDataOrFailAsync();
        }
        catch (DataFileException exception)
        {
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                [.. exception.Problems.Select(problem => $"data file {problem}")]
            );
        }
    }

    private async Task<IRequestData> LoadDataOrFailAsync()
    {
        var data = settings.Data;
        var endpoint = settings.Workflow.Endpoint;
        // The last part of the run's id differs between runs and pods.
        var distinctPart = data.DistinctIds ? runId[^6..] : null;
        if (data.GeneratedRows is { } rows)
        {
            return new GeneratedData(rows, data.GeneratedRowBytes, data.Model, endpoint, data.Seed, distinctPart);
        }

        var file = await DataFile.LoadAsync(data.File, distinctPart, settings.Workflow.MaxLine, CancellationToken.None);
        foreach (var warning in file.Warnings)
        {
            await terminal.Error.WriteLineAsync($"warning: data file {warning}");
            observer?.Noted(NoteLevel.Warning, $"data file {warning}");
        }

        // The file says which endpoint its rows are for; a batch for another one would be refused row by row.
        var isAsked = settings.All.Any(setting =>
            setting.Name == "endpoint" && !setting.Source.StartsWith("default", StringComparison.Ordinal)
        );
        if (isAsked && file.Endpoint != endpoint)
        {
            file.Dispose();
            throw new DataFileException([
                $"{file.Path}: its rows are for {file.Endpoint}, but --endpoint says {endpoint}",
            ]);
        }

        return file;
    }

    private async Task<int> RunAsync(RunControl control, RunFolder folder, KeyExchange? exchange, IRequestData data)
    {
        var notices = folder.PutEarlierRunAside();
        await using var mock = settings.Target.IsMock
            ? await MockServerHost.StartAsync(
                MockServers.ToOptions(settings.Mock),
                timeProvider,
                CancellationToken.None
            )
            : null;
        var host = mock?.BaseAddress ?? settings.Target.Host!;
        var thresholds = settings.Verdict.Thresholds;
        await using var view = CreateView();
        shown = view;
        view.Start(Header(host, data, thresholds));

        using var logs = new ViewLoggerProvider(view, timeProvider, settings.Output.LogLevel);
        var logger = logs.CreateLogger("");
        var fitted = settings with { Workflow = settings.Workflow with { Endpoint = data.Endpoint } };
        var late = await new StartGate(settings.Start, host, settings.Target.Proxies, view, timeProvider).WaitAsync(
            control.Tokens.StartNothingNew
        );
        await using var run = new LoadTestRun(
            new RunContext(fitted, host, runId, data, folder.Results, control, view, timeProvider, logger, observer)
            {
                Exchange = exchange,
                Notices = [.. notices, .. NoticesOf(late, control)],
            }
        );
        observer?.Started(run);
        var report = await run.RunAsync();
        // A signal stops nothing any more, and a note would stand in the middle of what is printed.
        shown = null;
        await view.StopAsync();
        var (exitCode, files) = await new ReportOutput(folder.Results, settings.Reports, terminal).WriteAsync(report);
        observer?.Ended(report, files);
        return exitCode;
    }

    private IEnumerable<string> NoticesOf(TimeSpan late, RunControl control)
    {
        var plan = new CommonPlan(settings.Start, settings.Load);
        if (plan.Problem(timeProvider.GetUtcNow()) is { } problem)
        {
            // The service came too late.
            control.CannotGoOn(problem);
        }

        return plan.Notice(late) is { } notice ? [notice] : [];
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

    private static List<string> ThresholdTexts(IReadOnlyList<Threshold> thresholds)
    {
        var named = thresholds
            .Where(threshold =>
                !threshold.IsDefault
                || DefaultThresholds.MainMetrics.Contains(threshold.Metric.Name, StringComparer.Ordinal)
            )
            .Select(threshold => threshold.Text)
            .ToList();
        var others = thresholds.Count - named.Count;
        return others == 0 ? named : [.. named, $"{others} more by default"];
    }

    private RunViewHeader Header(Uri host, IRequestData data, IReadOnlyList<Threshold> thresholds) =>
        new()
        {
            RunId = runId,
            Version = ProgramInfo.Version,
            Host = host.GetLeftPart(UriPartial.Authority),
            Proxy = settings.Target.Proxies.For(host) is { } proxy ? $"{proxy} (from {proxy.Source})" : null,
            Dialect = DialectWords(),
            MockInside = settings.Target.IsMock,
            Plan = settings.Load,
            Data = data.Description,
            DataRequests = data.Rows,
            DataBytes = data.Bytes,
            Thresholds = ThresholdTexts(thresholds),
        };

    private string DialectWords()
    {
        var (dialect, source) = (settings.Target.Dialect, settings.Target.DialectSource);
        var version = dialect.ApiVersion is { } asked ? $", api-version {asked}" : "";
        return $"{dialect.Name} ({source}){version}";
    }
}
