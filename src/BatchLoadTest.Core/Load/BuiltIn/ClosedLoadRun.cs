namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of a <see cref="ClosedLoad"/>, with two nested deadlines: at the first nothing new starts, at the second
/// what still runs is interrupted.
/// </summary>
internal sealed class ClosedLoadRun : IDisposable
{
    private readonly LoadPlan plan;
    private readonly LoadControl control;
    private readonly bool isFixed;
    private readonly Iteration iteration;
    private readonly LoadProgress progress;
    private readonly TimeProvider timeProvider;
    private readonly long start;

    // The first deadline, and the second.
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource interrupt;

    // No iteration is left to start. Not a deadline: the last iterations have all the time that they need.
    private readonly CancellationTokenSource idle;

    // Wakes users from their think time when some of them are too many; replaced each time.
    private CancellationTokenSource thinking;
    private long remaining;
    private long completed;
    private long failed;
    private long interrupted;
    private Exception? fault;

    public ClosedLoadRun(
        LoadPlan plan,
        ClosedLoad load,
        Iteration iteration,
        RunTokens tokens,
        LoadProgress progress,
        TimeProvider timeProvider
    )
    {
        this.plan = plan;
        control = tokens.Control ?? new LoadControl(load);
        isFixed = tokens.Control is null;
        this.iteration = iteration;
        this.progress = progress;
        this.timeProvider = timeProvider;
        start = timeProvider.GetTimestamp();
        remaining = plan.Iterations ?? long.MaxValue;
        stop = CancellationTokenSource.CreateLinkedTokenSource(tokens.StartNothingNew, tokens.Interrupt);
        interrupt = CancellationTokenSource.CreateLinkedTokenSource(tokens.Interrupt);
        idle = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        thinking = CancellationTokenSource.CreateLinkedTokenSource(idle.Token);
    }

    public async Task<LoadOutcome> RunAsync()
    {
        using var runTime = new CancellationTokenSource(plan.RunTime ?? Timeout.InfiniteTimeSpan, timeProvider);
        await using var planned = Forward(stop, runTime.Token);
        var users = Task.WhenAll(await SpawnAsync());
        await Task.WhenAny(users, UntilAsync(stop.Token));
        await idle.CancelAsync();
        progress.Stopping();
        var loadTime = timeProvider.GetElapsedTime(start);

        using var stopTimeout = new CancellationTokenSource(plan.StopTimeout, timeProvider);
        await using var patience = Forward(interrupt, stopTimeout.Token);
        await users;
        if (fault is not null)
        {
            throw new InvalidOperationException($"a virtual user failed: {fault.Message}", fault);
        }

        return new LoadOutcome
        {
            Started = progress.Started,
            Completed = completed,
            Failed = failed,
            Interrupted = interrupted,
            Dropped = 0,
            PeakUsers = progress.PeakUsers,
            LoadTime = loadTime,
            StopTime = timeProvider.GetElapsedTime(start) - loadTime,
        };
    }

    public void Dispose()
    {
        thinking.Dispose();
        idle.Dispose();
        interrupt.Dispose();
        stop.Dispose();
    }

    // Start times are computed from the run's beginning, or from the last change, so that a late wake-up delays one user
    // and not all after it.
    private async Task<List<Task>> SpawnAsync()
    {
        List<Task> started = [];
        List<VirtualUser> present = [];
        var ended = UntilAsync(idle.Token);
        var (seen, since, before) = (control.Target, TimeSpan.Zero, 0);
        // Shards take turns: each begins a little after the one before.
        var firstPlace = (double)plan.Shard.Index / plan.Shard.Count;
        while (!idle.IsCancellationRequested)
        {
            var (target, changed) = control.Read();
            if (!ReferenceEquals(target, seen))
            {
                Retire(present, target.Users);
                (seen, since, before) = (target, timeProvider.GetElapsedTime(start), present.Count);
            }

            if (present.Count >= target.Users)
            {
                if (isFixed)
                {
                    break;
                }

                await Task.WhenAny(changed, ended);
                continue;
            }

            var place = present.Count - before + firstPlace;
            var due = since + TimeSpan.FromSeconds(place / target.SpawnRate);
            var wait = due - timeProvider.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.WhenAny(DelayAsync(wait), changed);
                continue;
            }

            var user = new VirtualUser(plan.Shard.UserNumber(started.Count));
            present.Add(user);
            started.Add(Task.Run(() => RunUserAsync(user), CancellationToken.None));
        }

        return started;
    }

    private void Retire(List<VirtualUser> present, int wanted)
    {
        if (present.Count <= wanted)
        {
            return;
        }

        present.Skip(wanted).ToList().ForEach(user => user.Leave());
        present.RemoveRange(wanted, present.Count - wanted);
        var woken = Interlocked.Exchange(ref thinking, CancellationTokenSource.CreateLinkedTokenSource(idle.Token));
        // Not disposed of: a user may be about to wait on it.
        woken.Cancel();
    }

    private async Task DelayAsync(TimeSpan wait) =>
        await Task.Delay(TimerDelay.Of(wait), timeProvider, idle.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task RunUserAsync(VirtualUser user)
    {
        var random = UserRandom.Create(plan.Seed, user.Number);
        progress.UserStarted();
        try
        {
            while (MayGoOn(user) && TakeIteration())
            {
                progress.IterationStarted();
                var context = new IterationContext(user.Number, timeProvider.GetTimestamp(), random);
                var result = await iteration(context, interrupt.Token);
                progress.IterationEnded(result);
                Interlocked.Increment(ref CounterOf(result));
                await ThinkAsync(user, random);
            }
        }
        catch (Exception exception)
        {
            // A fault of this program: the figures cannot be trusted and the run ends at once.
            Interlocked.CompareExchange(ref fault, exception, null);
            await stop.CancelAsync();
            await interrupt.CancelAsync();
        }
        finally
        {
            progress.UserEnded();
        }
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

    private bool TakeIteration()
    {
        var left = Interlocked.Decrement(ref remaining);
        if (left == 0)
        {
            idle.Cancel();
        }

        return left >= 0;
    }

    // Both tokens: an interruption from outside cancels one after the other, and this may run in between, on the very
    // thread that cancels.
    private bool MayGoOn(VirtualUser user) =>
        !user.IsLeaving && !stop.IsCancellationRequested && !interrupt.IsCancellationRequested;

    private async ValueTask ThinkAsync(VirtualUser user, Random random)
    {
        var wait = plan.Wait.Next(random);
        while (wait > TimeSpan.Zero && !user.IsLeaving && !idle.IsCancellationRequested)
        {
            var begin = timeProvider.GetTimestamp();
            var waking = Volatile.Read(ref thinking).Token;
            await Task.Delay(wait, timeProvider, waking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!waking.IsCancellationRequested)
            {
                return;
            }

            // Woken because others are too many: the rest of the time is still this user's.
            wait -= timeProvider.GetElapsedTime(begin);
        }
    }

    private static CancellationTokenRegistration Forward(CancellationTokenSource to, CancellationToken from) =>
        from.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), to);

    private static async Task UntilAsync(CancellationToken token) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
