using BatchLoadTest.Load;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal;
using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// The runs of one process that serves a page: one at a time, one after another, each with its own results folder.
/// Callable from any thread.
/// </summary>
internal sealed class PageSession : IRunObserver, IDisposable
{
    private readonly RunSettings initial;
    private readonly TerminalOutput terminal;
    private readonly TimeProvider timeProvider;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim starting = new(1, 1);
    private RunControl? control;
    private Task<int>? running;
    private TaskCompletionSource? started;
    private LoadTestRun? run;
    private LiveFigures? figures;
    private string? refusal;
    private bool isLoadOver;

    /// <summary>A session without a run yet.</summary>
    /// <param name="settings">The settings of the program's start; those of a run may differ.</param>
    /// <param name="terminal">Where the person who started the program looks.</param>
    /// <param name="timeProvider">The runs' time.</param>
    public PageSession(RunSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
    {
        initial = settings;
        this.terminal = terminal;
        this.timeProvider = timeProvider;
        Settings = settings;
        Log = new PageLog(timeProvider);
    }

    /// <summary>Tells that something is new: a second, a state, a line of the log.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>What every open page is sent of the figures.</summary>
    public LiveData Data { get; } = new();

    /// <summary>What the terminal was told.</summary>
    public PageLog Log { get; }

    /// <summary>What the form begins with, and what the last run was given.</summary>
    public RunSettings Settings { get; private set; }

    /// <summary>The run that goes on or went on last, with its figures; null before the first one.</summary>
    public LiveFigures? Figures => Volatile.Read(ref figures);

    /// <summary>The whole run's figures, resets or not; null before the first second of the first run.</summary>
    public RunSnapshot? WholeRun => Current?.Latest ?? Ended?.Report.Final;

    /// <summary>The run as a report: ended, or as it stands; null before the first one.</summary>
    public RunReport? Report() =>
        Ended is { } ended ? ended.Report
        : Current is { } current ? current.ReportSoFar(current.Latest, timeProvider.GetUtcNow())
        : null;

    /// <summary>The last run that has ended; null where there is none, or another has begun.</summary>
    public EndedRun? Ended { get; private set; }

    /// <summary>What the last run's process would have returned; 0 before its end.</summary>
    public int ExitCode { get; private set; }

    /// <summary>The run that goes on; null where none does.</summary>
    public LoadTestRun? Current
    {
        get
        {
            lock (gate)
            {
                return run;
            }
        }
    }

    /// <summary>In Locust's words.</summary>
    public string State
    {
        get
        {
            lock (gate)
            {
                return this switch
                {
                    { running: null } => Ended is null ? PageState.Ready : PageState.Stopped,
                    { run: null } => PageState.Spawning,
                    { isLoadOver: true } => PageState.Cleanup,
                    _ => PageState.Of(run!.Phase().State),
                };
            }
        }
    }

    /// <summary>
    /// Starts a run; where one goes on, changes its users. Answers once the load begins, or with what speaks against it.
    /// </summary>
    /// <param name="values">Settings by the names of their options; those not named are as at the program's start.</param>
    public async Task<PageAnswer> StartAsync(IReadOnlyDictionary<string, string> values)
    {
        await starting.WaitAsync();
        try
        {
            var (wanted, errors) = initial.ReadAgain!(values);
            if (errors.Count > 0)
            {
                return new PageAnswer(false, string.Join("; ", errors));
            }

            return State switch
            {
                PageState.Spawning or PageState.Running => Change((ClosedLoad)wanted.Load.Profile),
                PageState.Stopping or PageState.Cleanup => new PageAnswer(false, "The last test is still ending"),
                _ => await BeginAsync(wanted),
            };
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Ends the run as if its time were over; a second call interrupts what runs.</summary>
    public void Stop()
    {
        Current?.Stop();
        Changed.Raise();
    }

    /// <summary>Passes a signal of the system on to the run, where one goes on.</summary>
    public void Signal(RunEnd kind)
    {
        lock (gate)
        {
            if (running is not null)
            {
                control!.Signal(kind);
            }
        }
    }

    /// <summary>Completes when no run goes on.</summary>
    public Task IdleAsync()
    {
        lock (gate)
        {
            return running ?? Task.CompletedTask;
        }
    }

    /// <summary>Shows figures from zero; those of the reports are not changed.</summary>
    public void Reset()
    {
        Figures?.Reset();
        Log.Add(NoteLevel.Information, "figures on the page were reset; reports hold the whole run");
        Changed.Raise();
    }

    /// <summary>Forgets a run that has ended, so that the page shows the form again. Its files stay.</summary>
    public PageAnswer Forget()
    {
        lock (gate)
        {
            if (running is not null)
            {
                return new PageAnswer(false, "A test is running; stop it first");
            }

            Ended = null;
            figures = null;
        }

        Changed.Raise();
        return new PageAnswer(true, "Ready");
    }

    /// <inheritdoc/>
    void IRunObserver.Started(LoadTestRun loadTestRun)
    {
        lock (gate)
        {
            run = loadTestRun;
            figures = new LiveFigures(loadTestRun.Facts);
        }

        started?.TrySetResult();
        Changed.Raise();
    }

    /// <inheritdoc/>
    void IIntervalSink.Write(Interval interval) => Figures?.Add(interval);

    /// <inheritdoc/>
    void IRunObserver.Updated()
    {
        if (Current is { } current)
        {
            isLoadOver = current.IsLoadOver;
            Figures?.Publish(current.Latest);
        }

        Changed.Raise();
    }

    /// <inheritdoc/>
    void IRunObserver.Noted(NoteLevel level, string text)
    {
        refusal = level == NoteLevel.Error ? text : refusal;
        Log.Add(level, text);
    }

    /// <inheritdoc/>
    void IRunObserver.Ended(RunReport report, IReadOnlyList<string> files)
    {
        Ended = new EndedRun(report, files);
        var verdict = RunVerdict.Of(report);
        Log.Add(NoteLevel.Information, $"{verdict.Word}: {verdict.Reason}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        starting.Dispose();
        control?.Dispose();
    }

    private PageAnswer Change(ClosedLoad target) =>
        Current?.Change(target) == false
            ? new PageAnswer(false, "This load engine cannot change the load while it runs")
            : new PageAnswer(true, "Swarming started");

    private async Task<PageAnswer> BeginAsync(RunSettings wanted)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> task;
        lock (gate)
        {
            control?.Dispose();
            control = new RunControl();
            Ended = null;
            (run, figures, refusal, isLoadOver, started, Settings) = (null, null, null, false, begun, wanted);
            var test = new LoadTest(OwnFolder(wanted), terminal, timeProvider, this);
            var its = control;
            task = running = Task.Run(() => test.RunAsync(its));
        }

        _ = EndAsync(task);
        Changed.Raise();
        await Task.WhenAny(begun.Task, task);
        return begun.Task.IsCompleted
            ? new PageAnswer(true, "Swarming started")
            : new PageAnswer(false, refusal ?? "The test could not start; the log says why");
    }

    // Several runs in one process: each below the folder that was given.
    private static RunSettings OwnFolder(RunSettings wanted) =>
        wanted with
        {
            Output = wanted.Output with { ResultsParent = wanted.Output.ResultsDirectory, ResultsDirectory = null },
        };

    private async Task EndAsync(Task<int> task)
    {
        var exitCode = ExitCodes.InternalError;
        try
        {
            exitCode = await task;
        }
        catch (Exception exception)
        {
            // A fault of this program in one run; the page goes on and says so.
            var text = $"internal error: {exception.GetType().Name}: {exception.Message}";
            await terminal.Error.WriteLineAsync(text);
            Log.Add(NoteLevel.Error, text);
        }

        lock (gate)
        {
            ExitCode = exitCode;
            running = null;
            run = null;
        }

        Changed.Raise();
    }
}
