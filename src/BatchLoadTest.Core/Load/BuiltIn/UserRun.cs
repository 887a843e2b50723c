using System.Collections.Concurrent;
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
    // More than there are users of a run.
    private const int OfLaterLives = 10_000_000;

    private readonly Dictionary<int, int> lives = [];

    // Places of this process, and by which distribution it was given those that others may have had.
    private readonly Dictionary<int, long> takenOver = [];

    // Places of users that were too many and have ended, and what says that there are some; replaced each time.
    private readonly ConcurrentQueue<int> vacated = new();
    private TaskCompletionSource oneLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        var ended = UntilAsync(Idle);
        var seen = Control.Wish;
        var roster = RosterOf(seen);
        NoteTakenOver(seen.Part);
        while (!Idle.IsCancellationRequested)
        {
            var (wish, changed) = Control.Read();
            var left = Volatile.Read(ref oneLeft).Task;
            while (vacated.TryDequeue(out var free))
            {
                roster.Left(free);
            }

            if (!ReferenceEquals(wish, seen))
            {
                Iterations.Take(wish.Part.Iterations);
                seen = wish;
                NoteTakenOver(wish.Part);
                roster.Change(wish with { Profile = WithWarmUp(wish.Profile) }, Elapsed);
                Retire(roster);
            }

            var demand = roster.At(Elapsed);
            if (demand.Start is { } place)
            {
                roster.Add(place, StartUser(started, place));
                continue;
            }

            Retire(roster);
            if (demand.Next is { } next)
            {
                await WaitUntilAsync(next, changed, left);
            }
            else if (IsFixed && !roster.HasLeaving)
            {
                break;
            }
            else if (Plan.IterationsPerUser is null)
            {
                await Task.WhenAny(changed, ended, left);
            }
            else
            {
                // Users that have had all their iterations are done, whoever could still change the load.
                var done = Task.WhenAll(started);
                if (await Task.WhenAny(changed, ended, left, done) == done && !left.IsCompleted)
                {
                    break;
                }
            }
        }

        return new(Task.WhenAll(started));
    }

    private UserRoster RosterOf(LoadWish first)
    {
        var roster = new UserRoster((UserLoad)First, first.Part);
        if (first.Since > TimeSpan.Zero)
        {
            // One that comes late: the load was changed before.
            roster.Change(first with { Profile = WithWarmUp(first.Profile) }, Elapsed);
        }

        return roster;
    }

    private async Task WaitUntilAsync(TimeSpan due, Task changed, Task left)
    {
        if (due - Elapsed is var wait && wait > TimeSpan.Zero)
        {
            await Task.WhenAny(DelayAsync(wait), changed, left);
        }
    }

    private VirtualUser StartUser(List<Task> started, int place)
    {
        // Of one of several processes the numbers of its places: no other one has them.
        var number = Control.Wish.Part.Users is null ? started.Count + 1 : NumberOf(place);
        var user = new VirtualUser(number, place, takenOver.GetValueOrDefault(place));
        started.Add(Task.Run(() => RunUserAsync(user), CancellationToken.None));
        return user;
    }

    // One that was too many, and is wanted again, is another user: the first may still be at its last iteration.
    private int NumberOf(int place)
    {
        lives[place] = lives.GetValueOrDefault(place, -1) + 1;
        return checked(place + (lives[place] * OfLaterLives));
    }

    private void NoteTakenOver(LoadPart part)
    {
        if (part.Users is not { } own)
        {
            return;
        }

        var before = takenOver.ToDictionary();
        takenOver.Clear();
        foreach (var place in own)
        {
            takenOver[place] =
                before.TryGetValue(place, out var known) ? known
                : part.From > TimeSpan.Zero ? part.Epoch
                : 0;
        }
    }

    private void Retire(UserRoster roster)
    {
        var leaving = roster.TakeTooMany();
        if (leaving.Count == 0)
        {
            return;
        }

        foreach (var user in leaving)
        {
            if (!user.TryLeave(Progress.UserLeaving))
            {
                Vacate(user.Place);
            }
        }

        var woken = Interlocked.Exchange(ref thinking, CancellationTokenSource.CreateLinkedTokenSource(Idle));
        // Not disposed of: a user may be about to wait on it.
        woken!.Cancel();
    }

    private void Vacate(int place)
    {
        vacated.Enqueue(place);
        Interlocked.Exchange(ref oneLeft, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
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
                if (!isWarmUp && left <= 0)
                {
                    break;
                }

                var more = Iterations.Changed;
                if (!TakeIteration(isWarmUp))
                {
                    if (!await WaitForIterationsAsync(user, more))
                    {
                        break;
                    }

                    (intended, isLate) = (TimeProvider.GetTimestamp(), false);
                    continue;
                }

                left -= isWarmUp ? 0 : 1;
                if (isLate && !isWarmUp)
                {
                    Progress.StartedLateByPacing();
                }

                await IterateAsync(
                    new IterationContext(user.Number, intended, random)
                    {
                        IsWarmUp = isWarmUp,
                        TakenOver = user.TakenOver,
                    }
                );
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
            if (user.End())
            {
                Progress.UserLeft(user.Place);
                Vacate(user.Place);
            }
        }
    }

    // Of one of several processes: another one may leave some. False where none will come.
    private async ValueTask<bool> WaitForIterationsAsync(VirtualUser user, Task more)
    {
        if (Iterations.IsOver || Idle.IsCancellationRequested)
        {
            return false;
        }

        // In this order: one that is too many is woken by it.
        var waking = Volatile.Read(ref thinking)!.Token;
        if (!user.IsLeaving)
        {
            await Task.WhenAny(more, UntilAsync(waking));
        }

        return true;
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
