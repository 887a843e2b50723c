using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Where in its life a run is. Callable from any thread.</summary>
/// <param name="control">How it is ended.</param>
/// <param name="progress">What its engine does.</param>
/// <param name="wanted">The load that is wanted.</param>
/// <param name="isChangeable">Whether somebody may change that.</param>
/// <param name="waits">Who waits because the service asked for it.</param>
/// <param name="stopTimeout">How long what runs may take to end.</param>
/// <param name="clock">The run's time, below zero during the warm-up.</param>
/// <param name="timeProvider">The run's time.</param>
/// <param name="hasWarmUp">Whether there is one; else a time below zero is a wait for a common beginning.</param>
internal sealed class RunPhases(
    RunControl control,
    LoadProgress progress,
    LoadControl wanted,
    bool isChangeable,
    RetryWaits waits,
    TimeSpan stopTimeout,
    RunClock clock,
    TimeProvider timeProvider,
    bool hasWarmUp = true
)
{
    private long stoppingSince;

    /// <summary>The phase at this moment.</summary>
    public RunPhase Now()
    {
        var isStopping = progress.IsStopping || control.Tokens.StartNothingNew.IsCancellationRequested;
        var elapsed = clock.Elapsed;
        // In the warm-up a plan of stages holds the first level that it names.
        var profile = elapsed < TimeSpan.Zero ? wanted.Target.After(-elapsed) : wanted.Target;
        var inPlan = elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
        var users = UsersAsked(profile, inPlan);
        return new RunPhase
        {
            State =
                isStopping ? RunState.Stopping
                : elapsed < TimeSpan.Zero && hasWarmUp ? RunState.WarmingUp
                : UsersReached < users ? RunState.Spawning
                : RunState.Running,
            UsersAsked = users,
            RateAsked = profile.RateAt(inPlan),
            WarmUpLeft = elapsed < TimeSpan.Zero && hasWarmUp ? -elapsed : TimeSpan.Zero,
            IterationsEnded = progress.Ended,
            IterationsFailed = progress.Failed,
            Waits = waits.Now,
            StopTimeLeft = isStopping ? StopTimeLeft() : null,
        };
    }

    // Where users are started one after the other, those that are to be there in the end.
    private static int? UsersAsked(LoadProfile profile, TimeSpan elapsed) =>
        profile is ClosedLoad closed ? closed.Users : profile.UsersAt(elapsed);

    // Where the load may be changed, those that run now; else users that have ended are no reason to start others.
    private int UsersReached => isChangeable ? progress.Users : progress.PeakUsers;

    private TimeSpan StopTimeLeft()
    {
        // The first to ask sets it.
        var now = timeProvider.GetTimestamp();
        var since = Interlocked.CompareExchange(ref stoppingSince, now, 0);
        var left = stopTimeout - timeProvider.GetElapsedTime(since == 0 ? now : since, now);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
