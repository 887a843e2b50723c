using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// One run of an <see cref="ArrivalLoad"/>. Each start is computed from the run's beginning, or from the last change: a late
/// wake-up delays one start and not all after it, and is part of the times of what it delays.
/// </summary>
internal sealed class ArrivalRun(
    LoadPlan plan,
    Iteration iteration,
    RunTokens tokens,
    LoadProgress progress,
    TimeProvider timeProvider
) : PooledRun(plan, iteration, tokens, progress, timeProvider)
{
    // A user of its own for the choice of moments: those of the others do not depend on how many there are.
    private readonly Random random = UserRandom.OfStarts(plan.Seed);

    protected override async Task<LoadStarted> StartAsync()
    {
        var ended = UntilAsync(Idle);
        var seen = Control.Wish;
        var since = seen.Since ?? TimeSpan.Zero;
        // One that comes late begins with what the others have drawn anew meanwhile.
        var times = seen.Part.Epoch == 0 ? new ArrivalTimes((ArrivalLoad)First, random) : Times(seen, 0, Elapsed);
        // What was due before a process came was others' to start.
        times.SkipBefore(Plan.StartsAt is null ? TimeSpan.Zero : Elapsed - since);
        while (!Idle.IsCancellationRequested)
        {
            var (wish, changed) = Control.Read();
            if (!ReferenceEquals(wish, seen))
            {
                Iterations.Take(wish.Part.Iterations);
                var now = Elapsed;
                times = Times(wish, times.RestAt(now - since), now);
                (seen, since) = (wish, wish.Since ?? now);
            }

            Users.Most = wish.Part.MostUsers ?? wish.Profile.MostUsers;

            if (times.Due is not { } due)
            {
                await Task.WhenAny(changed, ended);
            }
            else if (since + due - Elapsed is var wait && wait > TimeSpan.Zero)
            {
                await Task.WhenAny(DelayAsync(wait), changed);
            }
            else
            {
                if (wish.Part.Arrivals.Has(times.Number))
                {
                    StartOne(since + due);
                }

                times.MoveNext();
            }
        }

        return AllStarted();
    }

    // Where several processes share the starts, all of them draw the same ones, anew with each distribution.
    private ArrivalTimes Times(LoadWish wish, double rest, TimeSpan now)
    {
        var load = (ArrivalLoad)WithWarmUp(wish.Profile);
        if (wish.Part.Epoch == 0)
        {
            return new ArrivalTimes(load, random, rest);
        }

        var since = wish.Since ?? now;
        var from = wish.Part.From > since ? wish.Part.From : since;
        var times = new ArrivalTimes(load, UserRandom.OfStarts(Plan.Seed, wish.Part.Epoch), from: from - since);
        times.SkipBefore(now - since);
        return times;
    }

    protected override IterationContext ContextOf(PooledUser user, long intended) =>
        new(user.Number, intended, user.Random) { CountsFromIntendedStart = true };

    private void StartOne(TimeSpan due)
    {
        var intended = TimeProvider.Later(Start, due);
        var isWarmUp = IsWarmUp(intended);
        if (Users.Take() is not { } user)
        {
            if (!isWarmUp)
            {
                Progress.StartDropped();
            }
        }
        else if (TakeIteration(isWarmUp))
        {
            Begin(user, intended, isWarmUp);
        }
        else
        {
            // Another process may leave some.
            Users.Return(user);
        }
    }
}
