namespace BatchLoadTest.Load.BuiltIn;

/// <summary>One run of a load that starts iterations, each by a user that happens to be free.</summary>
internal abstract class PooledRun(
    LoadPlan plan,
    Iteration iteration,
    RunTokens tokens,
    LoadProgress progress,
    TimeProvider timeProvider
) : LoadRun(plan, iteration, tokens, progress, timeProvider)
{
    private readonly TaskCompletionSource allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for whoever starts them, so that they have not all ended before the first has begun.
    private int running = 1;

    protected UserPool Users { get; } =
        new(
            plan,
            tokens.Control?.Wish.Part.MostUsers ?? plan.Profile.MostUsers,
            tokens.Control?.Wish.Part.NumbersFrom ?? 0
        );

    /// <summary>Starts one iteration.</summary>
    /// <param name="user">Who runs it.</param>
    /// <param name="intended">When it was meant to start.</param>
    /// <param name="isWarmUp">Whether it belongs to the warm-up.</param>
    protected void Begin(PooledUser user, long intended, bool isWarmUp)
    {
        Interlocked.Increment(ref running);
        _ = Task.Run(() => RunOneAsync(user, intended, isWarmUp), CancellationToken.None);
    }

    /// <summary>Nothing more is started.</summary>
    protected LoadStarted AllStarted()
    {
        OneEnded();
        return new(allEnded.Task);
    }

    /// <summary>What the iteration is told.</summary>
    protected abstract IterationContext ContextOf(PooledUser user, long intended);

    /// <summary>A user is free again.</summary>
    protected virtual void Ended(PooledUser user) => Users.Return(user);

    private async Task RunOneAsync(PooledUser user, long intended, bool isWarmUp)
    {
        Progress.UserStarted();
        try
        {
            await IterateAsync(ContextOf(user, intended) with { IsWarmUp = isWarmUp });
        }
        catch (Exception exception)
        {
            await FailAsync(exception);
        }
        finally
        {
            Progress.UserEnded();
            Ended(user);
            OneEnded();
        }
    }

    private void OneEnded()
    {
        if (Interlocked.Decrement(ref running) == 0)
        {
            allEnded.SetResult();
        }
    }
}
