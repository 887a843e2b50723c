using System.Collections.Concurrent;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of an <see cref="InFlightLoad"/>: an iteration starts for each batch whose end was seen, and for each iteration
/// that ended without one.
/// </summary>
internal sealed class InFlightRun(
    LoadPlan plan,
    Iteration iteration,
    RunTokens tokens,
    LoadProgress progress,
    TimeProvider timeProvider
) : PooledRun(plan, iteration, tokens, progress, timeProvider)
{
    // Whose batch has not ended yet.
    private readonly ConcurrentDictionary<PooledUser, bool> open = new();
    private readonly SemaphoreSlim wanted = new(0);

    // Batches that are too many, since another process has them or adopted ones are in flight: as many ends start nothing.
    private int surplus;

    // Starts that found no free user, as all read results: made up for by the next that is.
    private int missing;

    // Starts that found no iteration left: made up for when another process has left some.
    private int unbegun;

    public override void Dispose()
    {
        wanted.Dispose();
        base.Dispose();
    }

    protected override async Task<LoadStarted> StartAsync()
    {
        var batches = 0;
        var seen = Control.Wish;
        Change(ref batches, seen);
        var waiting = wanted.WaitAsync(Idle);
        while (!Idle.IsCancellationRequested)
        {
            var (wish, changed) = Control.Read();
            if (!ReferenceEquals(wish, seen))
            {
                Iterations.Take(wish.Part.Iterations);
                seen = wish;
                BeginUnbegun();
                Change(ref batches, wish);
            }

            await Task.WhenAny(waiting, changed);
            if (waiting.IsCompleted)
            {
                StartOne();
                waiting = wanted.WaitAsync(Idle);
            }
        }

        return AllStarted();
    }

    private void Change(ref int batches, LoadWish wish)
    {
        var all = ((InFlightLoad)wish.Profile).Batches;
        var now = wish.Part.Users is { } own ? own.Count(number => number <= all) : all;
        Users.Most = wish.Part.MostUsers ?? wish.Profile.MostUsers;
        for (; batches < now; batches++)
        {
            Release();
        }

        Interlocked.Add(ref surplus, Math.Max(0, batches - now));
        batches = now;
    }

    protected override IterationContext ContextOf(PooledUser user, long intended) =>
        new(user.Number, intended, user.Random) { BatchEnded = () => Close(user) };

    // It takes the place of one that would be started here.
    protected override void AdoptedBegins() => Interlocked.Increment(ref surplus);

    protected override void AdoptedEnded() => Release();

    protected override void Ended(PooledUser user)
    {
        // In this order: once it is free, it may have another batch.
        Close(user);
        base.Ended(user);
        MakeUp();
    }

    private void StartOne()
    {
        if (Idle.IsCancellationRequested)
        {
            return;
        }

        var now = TimeProvider.GetTimestamp();
        var isWarmUp = IsWarmUp(now);
        if (Users.Take() is not { } user)
        {
            Interlocked.Increment(ref missing);
            if (Users.HasFree)
            {
                MakeUp();
            }
        }
        else if (TakeIteration(isWarmUp))
        {
            open[user] = true;
            Begin(user, now, isWarmUp);
        }
        else
        {
            Users.Return(user);
            unbegun++;
        }
    }

    private void BeginUnbegun()
    {
        var waiting = unbegun;
        unbegun = 0;
        for (; waiting > 0; waiting--)
        {
            Release();
        }
    }

    private void MakeUp()
    {
        int found;
        while ((found = Volatile.Read(ref missing)) > 0)
        {
            if (Interlocked.CompareExchange(ref missing, found - 1, found) == found)
            {
                Release();
                return;
            }
        }
    }

    private void Close(PooledUser user)
    {
        if (open.TryRemove(user, out _))
        {
            Release();
        }
    }

    private void Release()
    {
        int left;
        while ((left = Volatile.Read(ref surplus)) > 0)
        {
            if (Interlocked.CompareExchange(ref surplus, left - 1, left) == left)
            {
                return;
            }
        }

        if (!Idle.IsCancellationRequested)
        {
            wanted.Release();
        }
    }
}
