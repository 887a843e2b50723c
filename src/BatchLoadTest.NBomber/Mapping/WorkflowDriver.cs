using BatchLoadTest.Load;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// Runs iterations when NBomber asks for them, and sees to it that the load ends as the plan and the tokens say: NBomber
/// takes no token, counts work that was cut off as failed, and leaves out what runs too long. So nothing new starts once
/// the load is over, what runs may finish within the stop time-out, and only then is the test asked to end.
/// </summary>
internal sealed class WorkflowDriver : IAsyncDisposable
{
    /// <summary>How long a call waits that comes when nothing may start: NBomber calls again at once.</summary>
    public static readonly TimeSpan RefusalWait = TimeSpan.FromMilliseconds(100);

    /// <summary>How long after the end of the load NBomber may still ask for iterations before it is asked to end.</summary>
    public static readonly TimeSpan LatestCall = TimeSpan.FromSeconds(5);

    private readonly LoadPlan plan;
    private readonly PlannedLoad load;
    private readonly Iteration iteration;
    private readonly RunTokens tokens;
    private readonly Action<string> stopTest;
    private readonly TimeProvider timeProvider;
    private readonly IterationLedger ledger;

    // Nothing new starts; what runs ends at once; no iteration is left to start.
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource interrupt;
    private readonly CancellationTokenSource idle;
    private readonly ITimer runTime;
    private Exception? fault;

    // NBomber knows as well as we do that the load is over.
    private volatile bool isOverByPlan;

    /// <summary>A driver of one run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="load">The same in NBomber's terms.</param>
    /// <param name="iteration">What each user does again and again.</param>
    /// <param name="tokens">How the run is ended from outside.</param>
    /// <param name="progress">Gets what goes on.</param>
    /// <param name="stopTest">Has NBomber end the test, for a reason; may be called again.</param>
    /// <param name="timeProvider">The run's clock.</param>
    public WorkflowDriver(
        LoadPlan plan,
        PlannedLoad load,
        Iteration iteration,
        RunTokens tokens,
        LoadProgress progress,
        Action<string> stopTest,
        TimeProvider timeProvider
    )
    {
        this.plan = plan;
        this.load = load;
        this.iteration = iteration;
        this.tokens = tokens;
        this.stopTest = stopTest;
        this.timeProvider = timeProvider;
        ledger = new IterationLedger(plan, progress, timeProvider);
        stop = CancellationTokenSource.CreateLinkedTokenSource(tokens.StartNothingNew, tokens.Interrupt);
        interrupt = CancellationTokenSource.CreateLinkedTokenSource(tokens.Interrupt);
        idle = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        runTime = timeProvider.CreateTimer(
            _ => EndByRunTime(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>NBomber is about to start the load: the plan's clock runs from the first call on.</summary>
    public void Begin()
    {
        if (ledger.Begin() && load.Length is { } length)
        {
            runTime.Change(length, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One call of the scenario: an iteration, and the user's think time after it.</summary>
    /// <param name="steps">NBomber's view of the iteration's steps.</param>
    /// <param name="scenarioEnd">NBomber ends the scenario: thinking ends too.</param>
    public async Task<EndOfIteration> RunOneAsync(IStepFrame steps, CancellationToken scenarioEnd)
    {
        Begin();
        var isLast = false;
        if (stop.IsCancellationRequested || ledger.TryStart(out isLast) is not { } user)
        {
            await RefuseAsync();
            return default;
        }

        if (isLast)
        {
            // No deadline follows from that, but nobody has to think any more.
            await idle.CancelAsync();
        }

        var start = timeProvider.GetTimestamp();
        var result = IterationResult.Interrupted;
        try
        {
            result = await iteration(new IterationContext(user.Number, start, user.Random, steps), interrupt.Token);
        }
        catch (Exception exception)
        {
            // A fault of this program: the figures cannot be trusted and the run ends at once.
            Interlocked.CompareExchange(ref fault, exception, null);
            await stop.CancelAsync();
            await interrupt.CancelAsync();
        }

        var time = timeProvider.GetElapsedTime(start);
        if (ledger.End(result))
        {
            isOverByPlan = true;
            await stop.CancelAsync();
        }

        await ThinkAsync(user, scenarioEnd);
        ledger.Return(user);
        return new EndOfIteration(result != IterationResult.Interrupted, time);
    }

    /// <summary>
    /// Waits until the load is over and nothing runs any more; then has the test ended, unless NBomber ends it by itself.
    /// </summary>
    public async Task WatchAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ledger.Close();
        using var patience = new CancellationTokenSource(plan.StopTimeout, timeProvider);
        await using var impatience = patience.Token.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            interrupt
        );
        await ledger.Stopped;
        if (!isOverByPlan)
        {
            stopTest(Reason());
        }
    }

    /// <summary>NBomber is done: nothing new starts, and what it has left running is waited for as the plan says.</summary>
    /// <param name="watch">The task of <see cref="WatchAsync"/>.</param>
    /// <exception cref="InvalidOperationException">An iteration failed by a fault of this program.</exception>
    public async Task<LoadOutcome> EndAsync(Task watch)
    {
        ledger.NoteEnd();
        await stop.CancelAsync();
        await watch;
        return fault is null
            ? ledger.Outcome()
            : throw new InvalidOperationException($"a virtual user failed: {fault.Message}", fault);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Waits for its callback, which cancels what is disposed next.
        await runTime.DisposeAsync();
        idle.Dispose();
        interrupt.Dispose();
        stop.Dispose();
    }

    private Task RefuseAsync()
    {
        if (ledger.IsOverSince(LatestCall))
        {
            stopTest(Reason());
        }

        return Task.Delay(RefusalWait, timeProvider, CancellationToken.None);
    }

    private void EndByRunTime()
    {
        isOverByPlan = load.EndsByItself;
        stop.Cancel();
    }

    private string Reason() =>
        fault is not null ? "internal error"
        : tokens.Interrupt.IsCancellationRequested ? "interrupted"
        : tokens.StartNothingNew.IsCancellationRequested ? "stopped"
        : "the load is over";

    private async Task ThinkAsync(VirtualUser user, CancellationToken scenarioEnd)
    {
        var wait = plan.Wait.Next(user.Random);
        if (wait > TimeSpan.Zero && !idle.IsCancellationRequested)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, scenarioEnd);
            await Task.Delay(wait, timeProvider, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
