using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>One run of a <see cref="UserLoad"/>.</summary>
internal sealed class UserRun(
    LoadPlan plan,
    Iteration iteration,
    RunTokens tokens,
    LoadProgress progress,
    TimeProvider timeProvider
) : LoadRun(plan, iteration, tokens, progress, timeProvider)
{
    // Wakes users from their think time when some of them are too many; replaced each time.
    private CancellationTokenSource? thinking;

    public override void Dispose()
    {
        thinking?.Dispose();
        base.Dispose();
    }

    // Start times are computed from the run's beginning, or from the last change, so that a late wake-up delays one user
    // and not all after it.
    protected override async Task<LoadStarted> StartAsync()
    {
        thinking = CancellationTokenSource.CreateLinkedTokenSource(Idle);
        List<Task> started = [];
        List<VirtualUser> present = [];
        var ended = UntilAsync(Idle);
        var (seen, load) = (Control.Target, (UserLoad)First);
        var (since, before) = (TimeSpan.Zero, 0);
        // Shards take turns: each begins a little after the one before.
        var firstPlace = (double)Plan.Shard.Index / Plan.Shard.Count;
        while (!Idle.IsCancellationRequested)
        {
            var (target, changed) = Control.Read();
            if (!ReferenceEquals(target, seen))
            {
                (seen, load) = (target, (UserLoad)target);
                (since, before) = (Elapsed, Math.Min(present.Count, target.MostUsers));
            }

            var demand = load.DemandAt(new(Elapsed - since, present.Count, before, firstPlace));
            if (demand.Users > present.Count)
            {
                present.Add(StartUser(started));
                continue;
            }

            Retire(present, demand.Users);
            if (demand.Next is { } next)
            {
                await WaitUntilAsync(since + next, changed);
            }
            else if (IsFixed)
            {
                break;
            }
            else
            {
                await Task.WhenAny(changed, ended);
            }
        }

        return new(Task.WhenAll(started));
    }

    private async Task WaitUntilAsync(TimeSpan due, Task changed)
    {
        if (due - Elapsed is var wait && wait > TimeSpan.Zero)
        {
            await Task.WhenAny(DelayAsync(wait), changed);
        }
    }

    private VirtualUser StartUser(List<Task> started)
    {
        var user = new VirtualUser(Plan.Shard.UserNumber(started.Count));
        started.Add(Task.Run(() => RunUserAsync(user), CancellationToken.None));
        return user;
    }

    private void Retire(List<VirtualUser> present, int wanted)
    {
        if (present.Count <= wanted)
        {
            return;
        }

        present.Skip(wanted).ToList().ForEach(user => user.Leave());
        present.RemoveRange(wanted, present.Count - wanted);
        var woken = Interlocked.Exchange(ref thinking, CancellationTokenSource.CreateLinkedTokenSource(Idle));
        // Not disposed of: a user may be about to wait on it.
        woken!.Cancel();
    }

    private async Task RunUserAsync(VirtualUser user)
    {
        var random = UserRandom.Create(Plan.Seed, user.Number);
        var left = Plan.IterationsPerUser ?? long.MaxValue;
        Progress.UserStarted();
        try
        {
            var (intended, isLate) = (TimeProvider.GetTimestamp(), false);
            while (MayGoOn(user))
            {
                var isWarmUp = IsWarmUp(TimeProvider.GetTimestamp());
                if ((!isWarmUp && left-- <= 0) || !TakeIteration(isWarmUp))
                {
                    break;
                }

                if (isLate && !isWarmUp)
                {
                    Progress.StartedLateByPacing();
                }

                await IterateAsync(new IterationContext(user.Number, intended, random) { IsWarmUp = isWarmUp });
                (intended, isLate) = await ThinkAsync(user, random, intended);
            }
        }
        catch (Exception exception)
        {
            await FailAsync(exception);
        }
        finally
        {
            Progress.UserEnded();
        }
    }

    private bool MayGoOn(VirtualUser user) => !user.IsLeaving && MayStart;

    // Returns when the next iteration is meant to start, and whether its pacing had it start earlier.
    private async ValueTask<(long Intended, bool IsLate)> ThinkAsync(VirtualUser user, Random random, long intended)
    {
        var now = TimeProvider.GetTimestamp();
        if (Plan.Pacing is not { } pacing)
        {
            return (await WaitAsync(user, now, Plan.Wait.Next(random)), false);
        }

        var left = pacing - TimeProvider.GetElapsedTime(intended, now);
        return (await WaitAsync(user, now, left), left < TimeSpan.Zero);
    }

    private async ValueTask<long> WaitAsync(VirtualUser user, long from, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
        {
            return from;
        }

        var end = TimeProvider.Later(from, wait);
        while (wait > TimeSpan.Zero && !user.IsLeaving && !Idle.IsCancellationRequested)
        {
            var waking = Volatile.Read(ref thinking)!.Token;
            await Task.Delay(wait, TimeProvider, waking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!waking.IsCancellationRequested)
            {
                break;
            }

            // Woken because others are too many: the rest of the time is still this user's.
            wait = TimeProvider.GetElapsedTime(TimeProvider.GetTimestamp(), end);
        }

        return end;
    }
}
