using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Runs;

/// <summary>
/// Why and how a run ends before its plan: signals from outside, and the finding that it cannot go on. The first signal
/// lets what runs finish, the second interrupts it.
/// </summary>
/// <param name="stopping">Called at the first signal, for a message to the person.</param>
public sealed class RunControl(Action<RunEnd>? stopping = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource startNothingNew = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource hurry = new();
    private ProcessSignals? listening;
    private RunEnd end = RunEnd.Planned;
    private string? problem;
    private ThresholdAbort? abort;
    private BudgetEnd? budget;
    private int signals;
    private bool isLoadOver;

    /// <summary>For the engine.</summary>
    public RunTokens Tokens => new(startNothingNew.Token, interrupt.Token);

    /// <summary>
    /// Cancelled where a person wants to get away: by a second signal or a second stop at the page, and by no finding of
    /// the run itself.
    /// </summary>
    public CancellationToken Hurry => hurry.Token;

    /// <summary>Whether there was a signal, also one that came when the load was over.</summary>
    public bool IsSignalled
    {
        get
        {
            lock (gate)
            {
                return signals > 0;
            }
        }
    }

    /// <summary>Whether all users have ended: what follows is cleaning up and reporting.</summary>
    public bool IsLoadOver
    {
        get
        {
            lock (gate)
            {
                return isLoadOver;
            }
        }
    }

    /// <summary>Why the run ended, as known so far.</summary>
    public RunEnd End
    {
        get
        {
            lock (gate)
            {
                return end;
            }
        }
    }

    /// <summary>Why it could not go on, in a line; else null.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return problem;
            }
        }
    }

    /// <summary>The threshold that ended the run; else null.</summary>
    public ThresholdAbort? Abort
    {
        get
        {
            lock (gate)
            {
                return abort;
            }
        }
    }

    /// <summary>The limit by which the load has ended before its time though nothing went wrong; else null.</summary>
    public BudgetEnd? Budget
    {
        get
        {
            lock (gate)
            {
                return budget;
            }
        }
    }

    /// <summary>Takes SIGINT, SIGTERM and, where it is not ignored, SIGHUP of this process from now on.</summary>
    public void ListenToSignals() => listening = new ProcessSignals(Signal);

    /// <summary>One signal: the first stops, each further one interrupts.</summary>
    public void Signal(RunEnd kind)
    {
        bool isFirst;
        int count;
        lock (gate)
        {
            count = ++signals;
            // What was measured is whole by then: a signal ends no load that is over.
            isFirst = end == RunEnd.Planned && count == 1;
            if (isFirst && !isLoadOver)
            {
                end = kind;
            }
        }

        if (isFirst)
        {
            stopping?.Invoke(kind);
            startNothingNew.Cancel();
        }
        else
        {
            interrupt.Cancel();
        }

        if (count > 1)
        {
            hurry.Cancel();
        }
    }

    /// <summary>All users have ended: signals from now on change nothing of how the run ended.</summary>
    public void LoadEnded()
    {
        lock (gate)
        {
            isLoadOver = true;
        }
    }

    /// <summary>
    /// Ends the run as if its time were over, for a person at the page: the first call starts nothing new, a second one
    /// interrupts what runs.
    /// </summary>
    public void Stop()
    {
        if (startNothingNew.IsCancellationRequested)
        {
            interrupt.Cancel();
            hurry.Cancel();
        }

        startNothingNew.Cancel();
    }

    /// <summary>
    /// A threshold is missed for good: nothing new starts, and what runs may finish, as after the first signal.
    /// </summary>
    /// <returns>Whether that is why the run ends; not where it ends already.</returns>
    public bool AbortFor(ThresholdAbort missed)
    {
        lock (gate)
        {
            if (end != RunEnd.Planned || isLoadOver || startNothingNew.IsCancellationRequested)
            {
                return false;
            }

            (end, abort, problem) = (RunEnd.Aborted, missed, AbortWords.Of(missed));
        }

        startNothingNew.Cancel();
        return true;
    }

    /// <summary>The load has used up what it was given: it ends as if its time were over.</summary>
    /// <returns>Whether that is why it ends; not where it ends already.</returns>
    public bool EndFor(BudgetEnd usedUp)
    {
        lock (gate)
        {
            if (end != RunEnd.Planned || isLoadOver || startNothingNew.IsCancellationRequested)
            {
                return false;
            }

            budget = usedUp;
        }

        startNothingNew.Cancel();
        return true;
    }

    /// <summary>The run cannot go on; from any thread, the first reason counts.</summary>
    public void CannotGoOn(string reason)
    {
        lock (gate)
        {
            if (end == RunEnd.Planned)
            {
                end = RunEnd.CouldNotRun;
                problem = reason;
            }
        }

        startNothingNew.Cancel();
        interrupt.Cancel();
    }

    /// <summary>
    /// Whatever ended the run, a signal included: nothing of its load was applied. An earlier finding that says more stays.
    /// </summary>
    public void CouldNotRun(string reason)
    {
        lock (gate)
        {
            if (end is not (RunEnd.CouldNotRun or RunEnd.InternalError))
            {
                end = RunEnd.CouldNotRun;
                abort = null;
                problem = reason;
            }
        }
    }

    /// <summary>This program itself failed; the first failure counts, and more than any other reason to end.</summary>
    public void Failed(string reason)
    {
        lock (gate)
        {
            if (end != RunEnd.InternalError)
            {
                end = RunEnd.InternalError;
                abort = null;
                problem = reason;
            }
        }

        startNothingNew.Cancel();
        interrupt.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        listening?.Dispose();
        startNothingNew.Dispose();
        interrupt.Dispose();
        hurry.Dispose();
    }
}
