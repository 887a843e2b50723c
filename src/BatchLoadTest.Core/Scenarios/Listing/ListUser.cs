using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>
/// Reads the lists of batches and of files beside the virtual users, at the moments of its plan and over connections of its
/// own: never twice at one time. A moment that passes while they are being read is not made up for; it is counted.
/// </summary>
/// <param name="plan">When.</param>
/// <param name="session">What it reads with.</param>
/// <param name="sink">Takes what came of it.</param>
/// <param name="cannotGoOn">Called with the reason where the run cannot go on.</param>
/// <param name="timeProvider">The run's time.</param>
public sealed class ListUser(
    ListPlan plan,
    ListSession session,
    IMeasurementSink sink,
    Action<string> cannotGoOn,
    TimeProvider timeProvider
) : IDisposable
{
    // Nothing is waited for any more; and nothing that runs is.
    private readonly CancellationTokenSource idle = new();
    private readonly CancellationTokenSource interrupt = new();
    private Task running = Task.CompletedTask;

    /// <summary>The load begins.</summary>
    /// <param name="load">What there is to know of it. Its end has to come before <see cref="EndAsync"/>.</param>
    public void Begin(ListedLoad load) => running = Task.WhenAll(RunAsync(load), StopWaitingAsync(load));

    /// <summary>The load is over: what is being read is waited for.</summary>
    /// <param name="patience">How long at most; then it is cut off.</param>
    /// <param name="hurry">Cuts it off at once.</param>
    public async Task EndAsync(TimeSpan patience, CancellationToken hurry)
    {
        if (patience > TimeSpan.Zero && !running.IsCompleted)
        {
            await running
                .WaitAsync(patience, timeProvider, hurry)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await interrupt.CancelAsync();
        await running;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        idle.Dispose();
        interrupt.Dispose();
    }

    private async Task StopWaitingAsync(ListedLoad load)
    {
        await load.Progress.Over;
        await idle.CancelAsync();
    }

    private async Task RunAsync(ListedLoad load)
    {
        using var reading = session.Connect(interrupt.Token);
        var share = new ListShare();
        // What was due before a process came was others' to do.
        var number = plan.LastDue(Elapsed(load)) + 1;
        while (!interrupt.IsCancellationRequested)
        {
            if (await HasWaitedAsync(plan.Due(number), load) && load.Progress.IsStopping)
            {
                return;
            }

            share.Take(load.Part());
            var last = plan.LastDue(load.Progress.StoppedAt is { } over ? Until(over, load) : Elapsed(load));
            var mine = 0L;
            for (; number <= last; number++)
            {
                if (share.Has(number, plan.Due(number)))
                {
                    Tell(mine, isBegun: false, load);
                    mine = number;
                }
            }

            if (load.Progress.IsStopping)
            {
                Tell(mine, isBegun: false, load);
                return;
            }

            Tell(mine, isBegun: true, load);
            if (mine > 0 && !await ReadAsync(reading.Runner, reading.Reader, IsOfWarmUp(mine, load)))
            {
                return;
            }
        }
    }

    private void Tell(long number, bool isBegun, ListedLoad load)
    {
        if (number > 0)
        {
            (IsOfWarmUp(number, load) ? sink.WarmUp : sink).ListingDue(isBegun);
        }
    }

    // False where the run cannot go on.
    private async Task<bool> ReadAsync(StepRunner runner, ListReader reader, bool isOfWarmUp)
    {
        runner.BeginRound(isOfWarmUp);
        try
        {
            foreach (var kind in ListKinds.All)
            {
                if (interrupt.IsCancellationRequested)
                {
                    break;
                }

                runner.Sink.Listed(await reader.WalkAsync(kind));
            }

            return true;
        }
        catch (KeyRefusedException exception)
        {
            cannotGoOn(exception.Message);
            return false;
        }
    }

    private bool IsOfWarmUp(long number, ListedLoad load) => plan.Due(number) < load.WarmUp;

    private TimeSpan Elapsed(ListedLoad load) => timeProvider.GetElapsedTime(load.Start);

    private TimeSpan Until(long moment, ListedLoad load) => timeProvider.GetElapsedTime(load.Start, moment);

    // Until the moment or the end of the load, whatever comes first; whether there was anything to wait for.
    private async Task<bool> HasWaitedAsync(TimeSpan due, ListedLoad load)
    {
        var hasWaited = false;
        while (due - Elapsed(load) is var wait && wait > TimeSpan.Zero && !load.Progress.IsStopping)
        {
            hasWaited = true;
            await Task.Delay(TimerDelay.Of(wait), timeProvider, idle.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return hasWaited;
    }
}
