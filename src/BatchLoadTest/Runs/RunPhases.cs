using BatchLoadTest.Load;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Where in its life a run is.</summary>
/// <param name="context">The run.</param>
/// <param name="progress">What its engine does.</param>
/// <param name="wanted">The load that is wanted.</param>
internal sealed class RunPhases(RunContext context, LoadProgress progress, LoadControl wanted)
{
    private long stoppingSince;

    /// <summary>The phase at this moment.</summary>
    public RunPhase Now()
    {
        var isStopping = progress.IsStopping || context.Control.Tokens.StartNothingNew.IsCancellationRequested;
        var users = wanted.Target.Users;
        return new RunPhase
        {
            State =
                isStopping ? RunState.Stopping
                : UsersReached < users ? RunState.Spawning
                : RunState.Running,
            UsersAsked = users,
            IterationsEnded = progress.Ended,
            IterationsFailed = progress.Failed,
            StopTimeLeft = isStopping ? StopTimeLeft() : null,
        };
    }

    // Where the load may be changed, those that run now; else users that have ended are no reason to start others.
    private int UsersReached => context.Observer is null ? progress.PeakUsers : progress.Users;

    private TimeSpan StopTimeLeft()
    {
        if (stoppingSince == 0)
        {
            stoppingSince = context.TimeProvider.GetTimestamp();
        }

        var left = context.Settings.Load.StopTimeout - context.TimeProvider.GetElapsedTime(stoppingSince);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
