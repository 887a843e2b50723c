using BatchLoadTest.Load;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>Keeps account of iterations: who may start one, what runs, what was done and when. From any thread.</summary>
internal sealed class IterationLedger(LoadPlan plan, LoadProgress progress, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UserPool users = new(plan.Seed, progress);
    private long remaining = plan.Iterations ?? long.MaxValue;
    private bool isClosed;
    private int running;
    private long completed;
    private long failed;
    private long interrupted;
    private long? begunAt;
    private long? overAt;
    private long? lastEnd;

    /// <summary>Nothing starts and nothing runs any more.</summary>
    public Task Stopped => stopped.Task;

    /// <summary>The load begins; false where it has begun already.</summary>
    public bool Begin()
    {
        lock (gate)
        {
            var isFirst = begunAt is null;
            begunAt ??= timeProvider.GetTimestamp();
            return isFirst;
        }
    }

    /// <summary>Begins an iteration; null where none may start.</summary>
    /// <param name="isLast">Whether it is the last that the plan has.</param>
    public VirtualUser? TryStart(out bool isLast)
    {
        lock (gate)
        {
            isLast = remaining == 1;
            if (isClosed || remaining == 0)
            {
                return null;
            }

            remaining--;
            running++;
            progress.IterationStarted();
            if (isLast)
            {
                overAt ??= timeProvider.GetTimestamp();
                progress.Stopping();
            }

            return users.Take();
        }
    }

    /// <summary>An iteration has ended; true where it was the last of all.</summary>
    public bool End(IterationResult result)
    {
        lock (gate)
        {
            progress.IterationEnded(result);
            switch (result)
            {
                case IterationResult.Completed:
                    completed++;
                    break;
                case IterationResult.Failed:
                    failed++;
                    break;
                default:
                    interrupted++;
                    break;
            }

            lastEnd = timeProvider.GetTimestamp();
            running--;
            NoteStopped();
            return running == 0 && remaining == 0;
        }
    }

    /// <summary>A user has thought.</summary>
    public void Return(VirtualUser user)
    {
        lock (gate)
        {
            users.Return(user);
        }
    }

    /// <summary>Nothing new starts from now on.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            overAt ??= timeProvider.GetTimestamp();
            progress.Stopping();
            NoteStopped();
        }
    }

    /// <summary>
    /// NBomber has ended. Unless the load was known to be over before, it was so with the last iteration, and not only
    /// when NBomber had written its reports.
    /// </summary>
    public void NoteEnd()
    {
        lock (gate)
        {
            overAt ??= running == 0 ? lastEnd : null;
        }
    }

    /// <summary>Whether nothing runs any more, for this long already.</summary>
    public bool IsOverSince(TimeSpan time)
    {
        lock (gate)
        {
            return isClosed && running == 0 && timeProvider.GetElapsedTime(Math.Max(overAt ?? 0, lastEnd ?? 0)) >= time;
        }
    }

    /// <summary>What was applied; to be asked once, when all is over.</summary>
    public LoadOutcome Outcome()
    {
        lock (gate)
        {
            users.End();
            var over = overAt ?? timeProvider.GetTimestamp();
            return new LoadOutcome
            {
                Started = completed + failed + interrupted,
                Completed = completed,
                Failed = failed,
                Interrupted = interrupted,
                Dropped = 0,
                PeakUsers = progress.PeakUsers,
                LoadTime = Between(begunAt ?? over, over),
                StopTime = Between(over, lastEnd ?? over),
            };
        }
    }

    private void NoteStopped()
    {
        if (isClosed && running == 0)
        {
            stopped.TrySetResult();
        }
    }

    private TimeSpan Between(long from, long to) => to > from ? timeProvider.GetElapsedTime(from, to) : TimeSpan.Zero;
}
