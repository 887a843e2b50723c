using BatchLoadTest.Load;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Sources;
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
    private readonly ITeamRun? team;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim starting = new(1, 1);
    private SessionState state;

    /// <summary>A session without a run yet.</summary>
    /// <param name="settings">The settings of the program's start; those of a run may differ.</param>
    /// <param name="terminal">Where the person who started the program looks.</param>
    /// <param name="timeProvider">The runs' time.</param>
    /// <param name="team">With whom runs are applied; null for nobody.</param>
    public PageSession(RunSettings settings, TerminalOutput terminal, TimeProvider timeProvider, ITeamRun? team = null)
    {
        this.team = team;
        initial = settings;
        this.terminal = terminal;
        this.timeProvider = timeProvider;
        state = new SessionState { Settings = settings, Ordinary = settings };
        Log = new PageLog(timeProvider);
    }

    /// <summary>How everything stands. To answer one request, ask once.</summary>
    public SessionState Now => Volatile.Read(ref state);

    /// <summary>Signals that something is new: a second, a state, a line of the log.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>What every open page is sent of the figures.</summary>
    public LiveMessages Messages { get; } = new();

    /// <summary>What the terminal was given.</summary>
    public PageLog Log { get; }

    /// <summary>
    /// Starts a run; where one goes on, changes its load. Answers once the load begins, or with what speaks against it.
    /// </summary>
    /// <param name="values">
    /// Settings by the names of their options; those not named are as at the program's start, or as they are where a run goes
    /// on.
    /// </param>
    public async Task<PageAnswer> StartAsync(IReadOnlyDictionary<string, string> values)
    {
        await starting.WaitAsync();
        try
        {
            return Now.Name switch
            {
                PageState.Spawning or PageState.Running => Change(values),
                PageState.Stopping or PageState.Cleanup => new PageAnswer(false, "The last test is still ending"),
                _ => await BeginAsync(values),
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
        Now.Steering?.Stop();
        Changed.Raise();
    }

    /// <summary>Passes a signal of the system on to the run, where one goes on.</summary>
    public void Signal(RunEnd kind)
    {
        if (Now is { Running: not null, Control: { } control })
        {
            control.Signal(kind);
        }
    }

    /// <summary>Completes when no run goes on.</summary>
    public Task IdleAsync() => Now.Running ?? Task.CompletedTask;

    /// <summary>Shows figures from zero; those of the reports are not changed.</summary>
    public void Reset()
    {
        Now.Figures?.Reset();
        Log.Add(NoteLevel.Information, "figures on the page were reset; reports hold the whole run");
        Changed.Raise();
    }

    /// <summary>Forgets a run that has ended, so that the page shows the form again. Its files stay.</summary>
    public PageAnswer Forget()
    {
        var after = Swap(now => now.Running is null ? now with { Ended = null, Figures = null, Shown = null } : now);
        if (after.Running is not null)
        {
            return new PageAnswer(false, "A test is running; stop it first");
        }

        Changed.Raise();
        return new PageAnswer(true, "Ready");
    }

    /// <inheritdoc/>
    void IRunObserver.Started(RunSteering steering, RunMoment first)
    {
        var figures = new LiveFigures(first.Report.Run);
        var after = Swap(now =>
            now with
            {
                Steering = steering,
                Moment = first,
                Figures = figures,
                Shown = figures.Beginning,
            }
        );
        after.Begun?.TrySetResult();
        Changed.Raise();
    }

    /// <inheritdoc/>
    void IIntervalSink.Write(Interval interval) => Now.Figures?.Add(interval);

    /// <inheritdoc/>
    void IRunObserver.SecondEnded(RunMoment moment)
    {
        var shown = Now.Figures?.Publish(moment.WholeRun);
        Swap(now => now with { Moment = moment, Shown = shown });
        Changed.Raise();
    }

    /// <inheritdoc/>
    void IRunObserver.Steered(RunMoment moment)
    {
        Swap(now => now with { Moment = moment });
        Changed.Raise();
    }

    /// <inheritdoc/>
    void IRunObserver.Noted(NoteLevel level, string text)
    {
        if (level == NoteLevel.Error)
        {
            Swap(now => now with { Refusal = text });
        }

        Log.Add(level, text);
    }

    /// <inheritdoc/>
    void IRunObserver.Ended(RunReport report, IReadOnlyList<string> files)
    {
        Swap(now => now with { Ended = new EndedRun(report, files) });
        var verdict = RunVerdict.Of(report);
        Log.Add(NoteLevel.Information, $"{verdict.Word}: {verdict.Reason}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        starting.Dispose();
        Now.Control?.Dispose();
    }

    private PageAnswer Change(IReadOnlyDictionary<string, string> values)
    {
        var now = Now;
        if (now.Settings.Capacity is not null)
        {
            return new PageAnswer(false, "A search sets the load by itself; stop it first");
        }

        if (values.ContainsKey(PageLayer.Capacity))
        {
            return new PageAnswer(false, "A test is running; stop it first");
        }

        var given = RunChange.Over(now.Given, values);
        var (wanted, errors) = initial.ReadAgain!(given);
        if (errors.Count > 0)
        {
            return Refused(errors);
        }

        var problem = RunChange.Fixed(values, wanted, now) ?? RunChange.Useless(values, wanted.Load.Profile);
        if (problem is not null)
        {
            return new PageAnswer(false, problem);
        }

        if (RunChange.IsOfLoad(values))
        {
            if (now.Steering?.Change(wanted.Load.Profile) != true)
            {
                return new PageAnswer(false, "This load cannot become that one while it runs");
            }

            Swap(state => state with { Given = given });
        }

        return new PageAnswer(true, "Swarming started");
    }

    private static PageAnswer Refused(IReadOnlyList<string> errors) =>
        new(false, string.Join("; ", errors)) { Errors = errors };

    private async Task<PageAnswer> BeginAsync(IReadOnlyDictionary<string, string> values)
    {
        var (wanted, errors) = initial.ReadAgain!(values);
        if (errors.Count > 0)
        {
            return Refused(errors);
        }

        if (RunChange.Useless(values, wanted.Load.Profile) is { } wrong)
        {
            return new PageAnswer(false, wrong);
        }

        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The one before is not disposed of: a signal may be about to use it, and nothing of the system hangs on it.
        var control = new RunControl();
        var test = new LoadTest(OwnFolder(wanted), terminal, timeProvider, this, team);
        // Begun within the lock: whatever the run notifies of finds its own state here.
        var task = Swap(now => new SessionState
        {
            Settings = wanted,
            Given = values,
            Ordinary = wanted.Capacity is null ? wanted : now.Ordinary,
            Running = Task.Run(() => test.RunUnderAsync(control)),
            Control = control,
            Begun = begun,
            ExitCode = now.ExitCode,
        }).Running!;
        _ = EndAsync(task);
        Changed.Raise();
        await Task.WhenAny(begun.Task, task);
        return begun.Task.IsCompleted
            ? new PageAnswer(true, "Swarming started")
            : new PageAnswer(false, Now.Refusal ?? "The test could not start; the log says why");
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

        Swap(now => now with { ExitCode = exitCode, Running = null, Steering = null, Moment = null });
        Changed.Raise();
    }

    // The only place that writes. Calls nothing that could wait for somebody who waits for this.
    private SessionState Swap(Func<SessionState, SessionState> change)
    {
        lock (gate)
        {
            var next = change(state);
            Volatile.Write(ref state, next);
            return next;
        }
    }
}
