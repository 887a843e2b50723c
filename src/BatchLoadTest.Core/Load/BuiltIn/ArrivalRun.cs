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
    private readonly Random random = UserRandom.Create(plan.Seed, user: 0);

    protected override async Task<LoadStarted> StartAsync()
    {
        var ended = UntilAsync(Idle);
        var (seen, since) = (Control.Target, TimeSpan.Zero);
        var times = new ArrivalTimes((ArrivalLoad)First, random);
        while (!Idle.IsCancellationRequested)
        {
            var (target, changed) = Control.Read();
            if (!ReferenceEquals(target, seen))
            {
                var now = Elapsed;
                times = new ArrivalTimes((ArrivalLoad)target, random, times.RestAt(now - since));
                (seen, since, Users.Most) = (target, now, target.MostUsers);
            }

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
                StartOne(since + due);
                times.MoveNext();
            }
        }

        return AllStarted();
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
    }
}
