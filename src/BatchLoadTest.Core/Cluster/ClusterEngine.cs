using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Cluster;

/// <summary>Applies a load through workers: its own process starts no user.</summary>
/// <param name="run">The run, prepared by the workers.</param>
/// <param name="startAt">When the load begins, by the master's clock.</param>
/// <param name="timeProvider">The master's clock.</param>
/// <param name="notice">Takes what a reader of the report must know, a line each.</param>
public sealed class ClusterEngine(
    ClusterRun run,
    DateTimeOffset startAt,
    TimeProvider timeProvider,
    Action<string> notice
) : ILoadEngine
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // What is still to come of workers that were told to interrupt everything.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public bool CanChange => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(LoadPlan plan) => [];

    /// <inheritdoc/>
    public async Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress)
    {
        if (!run.IsTakenOver)
        {
            run.Start(startAt);
        }

        var load = tokens.Control ?? new LoadControl(plan.Profile);
        var seen = load.Target;
        TimeSpan? planned = plan.WarmUp + (plan.RunTime ?? plan.Profile.Length);
        TimeSpan? stopped = null;
        TimeSpan? interrupted = null;
        while (run.IsUnderWay)
        {
            var elapsed = timeProvider.GetUtcNow() - startAt;
            run.LookForWorkers(isTimeOver: elapsed >= planned);
            var (wish, changed) = load.Read();
            if (wish.Profile != seen)
            {
                seen = wish.Profile;
                run.Change(seen, progress.Users);
            }

            if (tokens.StartNothingNew.IsCancellationRequested || tokens.Interrupt.IsCancellationRequested)
            {
                run.Drain();
            }

            if (tokens.Interrupt.IsCancellationRequested)
            {
                run.Interrupt();
                interrupted ??= elapsed;
                if (elapsed - interrupted > LastWords)
                {
                    break;
                }
            }

            if (stopped is null && (tokens.StartNothingNew.IsCancellationRequested || elapsed >= planned))
            {
                stopped = elapsed;
                progress.Stopping();
            }

            await Task.WhenAny(run.Changed, changed, Task.Delay(Look, timeProvider, CancellationToken.None));
        }

        run.Close();
        progress.Stopping();
        foreach (var line in run.Notices())
        {
            notice(line);
        }

        return Outcome(plan, progress, stopped);
    }

    private LoadOutcome Outcome(LoadPlan plan, LoadProgress progress, TimeSpan? stopped)
    {
        var ends = run.Ends().Select(each => each.End).ToList();
        var all = timeProvider.GetUtcNow() - startAt;
        var loadTime = ends.Count > 0 ? ends.Max(end => end.LoadTime) : (stopped ?? all) - plan.WarmUp;
        var total = ends.Count > 0 ? ends.Max(end => end.LoadTime + end.StopTime) : all - plan.WarmUp;
        // Of a worker that was lost only its seconds are known: what it had begun and not ended was cut off with it.
        var totals = run.Totals;
        var cutOff = ends.Sum(end => end.Interrupted);
        var isWhole = run.LostWorkers == 0;
        return new LoadOutcome
        {
            Started = isWhole ? ends.Sum(end => end.Started) : totals.IterationsStarted,
            Completed = isWhole
                ? ends.Sum(end => end.Completed)
                : totals.IterationsEnded - totals.IterationsFailed - cutOff,
            Failed = isWhole ? ends.Sum(end => end.Failed) : totals.IterationsFailed,
            Interrupted = isWhole ? cutOff : cutOff + totals.IterationsStarted - totals.IterationsEnded,
            Dropped = isWhole ? ends.Sum(end => end.Dropped) : totals.StartsDropped,
            LateByPacing = isWhole ? ends.Sum(end => end.LateByPacing) : totals.StartsLateByPacing,
            WarmUpIterations = ends.Sum(end => end.WarmUpIterations),
            PeakUsers = progress.PeakUsers,
            // Below zero the load had not begun anywhere.
            WarmUpCutAfter =
                loadTime <= TimeSpan.Zero && (stopped ?? all) is var cut && cut > TimeSpan.Zero && cut < plan.WarmUp
                    ? cut
                    : null,
            LoadTime = loadTime > TimeSpan.Zero ? loadTime : TimeSpan.Zero,
            StopTime = total > loadTime ? total - loadTime : TimeSpan.Zero,
        };
    }
}
