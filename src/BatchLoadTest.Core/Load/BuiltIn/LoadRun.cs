using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of a load, with two nested deadlines: at the first nothing new starts, at the second what still runs is
/// interrupted. What starts when is the affair of those that derive from it.
/// </summary>
internal abstract class LoadRun : IDisposable
{
    private readonly Iteration iteration;

    // The first deadline, and the second.
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource interrupt;

    // No iteration is left to start. Not a deadline: the last iterations have all the time that they need.
    private readonly CancellationTokenSource idle;
    private readonly long measuredFrom;
    private long endedAt;
    private long completed;
    private long failed;
    private long interrupted;
    private Exception? fault;

    protected LoadRun(
        LoadPlan plan,
        Iteration iteration,
        RunTokens tokens,
        LoadProgress progress,
        TimeProvider timeProvider
    )
    {
        Plan = plan;
        Control = tokens.Control ?? new LoadControl(plan.Profile);
        IsFixed = tokens.Control is null;
        this.iteration = iteration;
        Progress = progress;
        TimeProvider = timeProvider;
        Start = plan.StartsAt ?? timeProvider.GetTimestamp();
        measuredFrom = TimeProvider.Later(Start, plan.WarmUp);
        endedAt = measuredFrom;
        stop = CancellationTokenSource.CreateLinkedTokenSource(tokens.StartNothingNew, tokens.Interrupt);
        interrupt = CancellationTokenSource.CreateLinkedTokenSource(tokens.Interrupt);
        idle = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        Iterations = new IterationBudget(plan.Iterations, Control.Wish.Part.Iterations, progress, idle.Cancel);
    }

    protected LoadPlan Plan { get; }

    protected LoadControl Control { get; }

    /// <summary>Whether nobody can change the load.</summary>
    protected bool IsFixed { get; }

    protected LoadProgress Progress { get; }

    /// <summary>What may still be begun.</summary>
    protected IterationBudget Iterations { get; }

    protected TimeProvider TimeProvider { get; }

    /// <summary>When the load, the warm-up included, began.</summary>
    protected long Start { get; }

    /// <summary>Cancelled when nothing is left to start.</summary>
    protected CancellationToken Idle => idle.Token;

    /// <summary>The load to begin with: the plan's, unless it was changed before anything ran.</summary>
    protected LoadProfile First => WithWarmUp(Control.Target);

    /// <summary>The load as it runs: the plan's is lengthened by the warm-up, any other one is what somebody wants now.</summary>
    protected LoadProfile WithWarmUp(LoadProfile wanted) =>
        wanted == Plan.Profile ? Plan.Profile.After(Plan.WarmUp) : wanted;

    /// <summary>Time since <see cref="Start"/>.</summary>
    protected TimeSpan Elapsed => TimeProvider.GetElapsedTime(Start);

    /// <summary>
    /// Whether new iterations may start. Both tokens: an interruption from outside cancels one after the other, and this may
    /// be asked in between, on the very thread that cancels.
    /// </summary>
    protected bool MayStart => !stop.IsCancellationRequested && !interrupt.IsCancellationRequested;

    public async Task<LoadOutcome> RunAsync()
    {
        using var runTime = new CancellationTokenSource(TimeLeft(), TimeProvider);
        await using var planned = Forward(stop, runTime.Token);
        if (Elapsed < TimeSpan.Zero)
        {
            await DelayAsync(-Elapsed);
        }

        Control.Adopted.Open(ContinueAsync);
        var users = WithAdoptedAsync((await StartAsync()).Ended);
        await Task.WhenAny(users, UntilAsync(stop.Token));
        var isStopped = stop.IsCancellationRequested;
        await idle.CancelAsync();
        Iterations.Close();
        Progress.Stopping();
        var loadTime = isStopped || !Iterations.IsShare ? Elapsed : TimeToLastEnd;

        using var stopTimeout = new CancellationTokenSource(Plan.StopTimeout, TimeProvider);
        await using var patience = Forward(interrupt, stopTimeout.Token);
        await users;
        if (fault is not null)
        {
            throw new InvalidOperationException($"a virtual user failed: {fault.Message}", fault);
        }

        return new LoadOutcome
        {
            Started = Progress.Started,
            Completed = completed,
            Failed = failed,
            Interrupted = interrupted,
            Dropped = Progress.Dropped,
            LateByPacing = Progress.LateByPacing,
            WarmUpIterations = Progress.WarmUpStarted,
            PeakUsers = Progress.PeakUsers,
            WarmUpCutAfter = loadTime < Plan.WarmUp ? AtLeastZero(loadTime) : null,
            LoadTime = AtLeastZero(loadTime - Plan.WarmUp),
            StopTime = isStopped || !Iterations.IsShare ? Elapsed - loadTime : TimeSpan.Zero,
        };
    }

    public virtual void Dispose()
    {
        idle.Dispose();
        interrupt.Dispose();
        stop.Dispose();
    }

    /// <summary>Starts users until no more are to come; what it returns says when all of them have ended.</summary>
    protected abstract Task<LoadStarted> StartAsync();

    /// <summary>Takes one of the iterations that are left. False where there is none.</summary>
    /// <param name="isWarmUp">One of the warm-up is not among them.</param>
    protected bool TakeIteration(bool isWarmUp) => isWarmUp || Iterations.TryTake();

    /// <summary>Whether an iteration that begins at a time stamp belongs to the warm-up.</summary>
    protected bool IsWarmUp(long timestamp) => timestamp < measuredFrom;

    /// <summary>Runs one iteration and counts how it ended.</summary>
    protected async ValueTask IterateAsync(IterationContext context)
    {
        Progress.IterationStarted(context.IsWarmUp);
        var result = await iteration(context, interrupt.Token);
        Progress.IterationEnded(result, context.IsWarmUp);
        if (!context.IsWarmUp)
        {
            Interlocked.Increment(ref CounterOf(result));
            Volatile.Write(ref endedAt, TimeProvider.GetTimestamp());
        }
    }

    /// <summary>A batch of another process is in flight here from now on.</summary>
    protected virtual void AdoptedBegins() { }

    /// <summary>Its end was seen, or it is given up.</summary>
    protected virtual void AdoptedEnded() { }

    /// <summary>A fault of this program: the figures cannot be trusted and the run ends at once.</summary>
    protected async ValueTask FailAsync(Exception exception)
    {
        Interlocked.CompareExchange(ref fault, exception, null);
        await stop.CancelAsync();
        await interrupt.CancelAsync();
    }

    /// <summary>Waits, but not longer than there is something to start.</summary>
    protected async Task DelayAsync(TimeSpan wait) =>
        await Task.Delay(TimerDelay.Of(wait), TimeProvider, idle.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Completes when a token is cancelled.</summary>
    protected static async Task UntilAsync(CancellationToken token) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Of a share nobody knows that it was the last before others say so: nothing has run meanwhile.
    private TimeSpan TimeToLastEnd => TimeProvider.GetElapsedTime(Start, Volatile.Read(ref endedAt));

    // Batches that are adopted are waited for like those of the users.
    private async Task WithAdoptedAsync(Task users)
    {
        await users;
        await Control.Adopted.CloseAsync();
    }

    // The iteration has begun elsewhere: only its end is counted here.
    private async Task ContinueAsync(OpenBatch batch)
    {
        var isOpen = 1;
        AdoptedBegins();
        try
        {
            var context = new IterationContext(
                batch.User,
                TimeProvider.GetTimestamp(),
                UserRandom.Create(Plan.Seed, batch.User)
            )
            {
                Adopted = batch,
                BatchEnded = EndOnce,
            };
            var result = await iteration(context, interrupt.Token);
            Progress.IterationEnded(result);
            Interlocked.Increment(ref CounterOf(result));
        }
        catch (Exception exception)
        {
            await FailAsync(exception);
        }
        finally
        {
            EndOnce();
        }

        void EndOnce()
        {
            if (Interlocked.Exchange(ref isOpen, 0) == 1)
            {
                AdoptedEnded();
            }
        }
    }

    // Of a shape that has an end of its own, that one, unless a run time is given.
    private TimeSpan TimeLeft()
    {
        if ((Plan.WarmUp + (Plan.RunTime ?? Plan.Profile.Length)) is not { } longest)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // Of one that began elsewhere, what is left of it.
        var left = Plan.StartsAt is null ? longest : longest - Elapsed;
        return left > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : TimeSpan.Zero;
    }

    private ref long CounterOf(IterationResult result)
    {
        switch (result)
        {
            case IterationResult.Completed:
                return ref completed;
            case IterationResult.Failed:
                return ref failed;
            default:
                return ref interrupted;
        }
    }

    private static TimeSpan AtLeastZero(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private static CancellationTokenRegistration Forward(CancellationTokenSource to, CancellationToken from) =>
        from.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), to);
}
