namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of a <see cref="ClosedLoad"/>, with two nested deadlines: at the first nothing new starts, at the second
/// what still runs is interrupted.
/// </summary>
internal sealed class ClosedLoadRun : IDisposable
{
    // No timer takes more than 49 days; a user due later is waited for in several.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly LoadPlan plan;
    private readonly ClosedLoad load;
    private readonly Iteration iteration;
    private readonly LoadProgress progress;
    private readonly TimeProvider timeProvider;
    private readonly long start;

    // The first deadline, and the second.
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource interrupt;

    // No iteration is left to start. Not a deadline: the last iterations have all the time that they need.
    private readonly CancellationTokenSource idle;
    private long remaining;
    private long completed;
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
        this.load = load;
        this.iteration = iteration;
        this.progress = progress;
        this.timeProvider = timeProvider;
        start = timeProvider.GetTimestamp();
        remaining = plan.Iterations ?? long.MaxValue;
        stop = CancellationTokenSource.CreateLinkedTokenSource(tokens.StartNothingNew, tokens.Interrupt);
        interrupt = CancellationTokenSource.CreateLinkedTokenSource(tokens.Interrupt);
        idle = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
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
            Interrupted = interrupted,
            Dropped = 0,
            PeakUsers = progress.PeakUsers,
            LoadTime = loadTime,
            StopTime = timeProvider.GetElapsedTime(start) - loadTime,
        };
    }

    public void Dispose()
    {
        idle.Dispose();
        interrupt.Dispose();
        stop.Dispose();
    }

    // Start times are computed from the run's beginning, so that a late wake-up delays one user and not all after it.
    private async Task<List<Task>> SpawnAsync()
    {
        var users = new List<Task>(load.Users);
        while (users.Count < load.Users && !idle.IsCancellationRequested)
        {
            var due = TimeSpan.FromSeconds(users.Count / load.SpawnRate);
            var wait = due - timeProvider.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await DelayAsync(wait);
                continue;
            }

            var number = users.Count + 1;
            users.Add(Task.Run(() => RunUserAsync(number), CancellationToken.None));
        }

        return users;
    }

    // Timers cut to whole milliseconds: rounded down, the last of them would be spent in a busy loop.
    private async Task DelayAsync(TimeSpan wait)
    {
        var timer = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        await Task.Delay(timer < LongestDelay ? timer : LongestDelay, timeProvider, idle.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunUserAsync(int number)
    {
        var random = UserRandom.Create(plan.Seed, number);
        progress.UserStarted();
        try
        {
            // Both: an interruption from outside cancels one after the other, and this may run in between, on the very
            // thread that cancels.
            while (!stop.IsCancellationRequested && !interrupt.IsCancellationRequested && TakeIteration())
            {
                progress.IterationStarted();
                var context = new IterationContext(number, timeProvider.GetTimestamp(), random);
                var result = await iteration(context, interrupt.Token);
                progress.IterationEnded();
                Interlocked.Increment(ref result == IterationResult.Completed ? ref completed : ref interrupted);
                await ThinkAsync(random);
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

    private bool TakeIteration()
    {
        var left = Interlocked.Decrement(ref remaining);
        if (left == 0)
        {
            idle.Cancel();
        }

        return left >= 0;
    }

    private async ValueTask ThinkAsync(Random random)
    {
        var wait = plan.Wait.Next(random);
        if (wait > TimeSpan.Zero && !idle.IsCancellationRequested)
        {
            await Task.Delay(wait, timeProvider, idle.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CancellationTokenRegistration Forward(CancellationTokenSource to, CancellationToken from) =>
        from.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), to);

    private static async Task UntilAsync(CancellationToken token) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
