namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of a <see cref="ClosedLoad"/>, with two nested deadlines: at the first nothing new starts, at the second
/// what still runs is interrupted.
/// </summary>
internal sealed class ClosedLoadRun(
    LoadPlan plan,
    ClosedLoad load,
    Iteration iteration,
    RunTokens tokens,
    LoadProgress progress,
    TimeProvider timeProvider
)
{
    private readonly TaskCompletionSource<Exception> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long remaining = plan.Iterations ?? long.MaxValue;
    private long completed;
    private long interrupted;

    public async Task<LoadOutcome> RunAsync()
    {
        var start = timeProvider.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(tokens.StartNothingNew, tokens.Interrupt);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(tokens.Interrupt);
        using var runTime = new CancellationTokenSource(plan.RunTime ?? Timeout.InfiniteTimeSpan, timeProvider);
        await using var ends = runTime.Token.UnsafeRegister(
            static stop => ((CancellationTokenSource)stop!).Cancel(),
            stop
        );

        var users = Task.WhenAll(await SpawnAsync(start, stop.Token, interrupt.Token));
        await WaitForEndAsync(users, stop);
        progress.Stopping();
        var loadTime = timeProvider.GetElapsedTime(start);
        await StopAsync(users, interrupt);
        return new LoadOutcome
        {
            Started = progress.Started,
            Completed = Volatile.Read(ref completed),
            Interrupted = Volatile.Read(ref interrupted),
            Dropped = 0,
            PeakUsers = progress.PeakUsers,
            LoadTime = loadTime,
            StopTime = timeProvider.GetElapsedTime(start) - loadTime,
        };
    }

    // Start times are computed from the run's beginning, so that a late wake-up delays one user and not all after it.
    private async Task<List<Task>> SpawnAsync(long start, CancellationToken stop, CancellationToken interrupt)
    {
        var users = new List<Task>(load.Users);
        try
        {
            while (users.Count < load.Users)
            {
                var due = TimeSpan.FromSeconds(users.Count / load.SpawnRate);
                var wait = due - timeProvider.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, timeProvider, stop);
                }

                stop.ThrowIfCancellationRequested();
                var number = users.Count + 1;
                users.Add(Task.Run(() => RunUserAsync(number, stop, interrupt), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run ended before all users had started; PeakUsers says how many did.
        }

        return users;
    }

    private async Task RunUserAsync(int number, CancellationToken stop, CancellationToken interrupt)
    {
        // Mixed so that neighbouring users and neighbouring seeds have nothing in common.
        var random = new Random(HashCode.Combine(plan.Seed, number));
        progress.UserStarted();
        try
        {
            while (!stop.IsCancellationRequested && Interlocked.Decrement(ref remaining) >= 0)
            {
                progress.IterationStarted();
                var context = new IterationContext(number, timeProvider.GetTimestamp(), random);
                var result = await iteration(context, interrupt);
                Interlocked.Increment(ref result == IterationResult.Completed ? ref completed : ref interrupted);
                await ThinkAsync(random, stop);
            }
        }
        catch (Exception exception)
        {
            // A fault of this program: the run cannot be trusted and ends. Only the first one is kept.
            fault.TrySetResult(exception);
        }
        finally
        {
            progress.UserEnded();
        }
    }

    private async ValueTask ThinkAsync(Random random, CancellationToken stop)
    {
        var wait = plan.Wait.Next(random);
        if (wait > TimeSpan.Zero && Volatile.Read(ref remaining) > 0)
        {
            await Task.Delay(wait, timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until the plan's end, a signal, the last iteration or a fault.
    private async Task WaitForEndAsync(Task users, CancellationTokenSource stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.UnsafeRegister(
            static source => ((TaskCompletionSource)source!).TrySetResult(),
            stopped
        );
        await Task.WhenAny(users, stopped.Task, fault.Task);
        await stop.CancelAsync();
    }

    private async Task StopAsync(Task users, CancellationTokenSource interrupt)
    {
        if (fault.Task.IsCompleted)
        {
            await interrupt.CancelAsync();
        }

        using var timeout = new CancellationTokenSource(plan.StopTimeout, timeProvider);
        await using var registration = timeout.Token.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            interrupt
        );
        await users;
        if (fault.Task.IsCompleted)
        {
            throw new InvalidOperationException("a virtual user failed", await fault.Task);
        }
    }
}
