using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Workers;

/// <summary>
/// Sends a worker's seconds to its master, each until it has it, and a sign of life where there is none: at which pace, and
/// until when.
/// </summary>
/// <param name="transport">The way to the master.</param>
/// <param name="outbox">The seconds.</param>
/// <param name="clock">The master's clock.</param>
/// <param name="silence">How long nothing was heard.</param>
/// <param name="timeProvider">The master's clock as this process has it.</param>
internal sealed class TickLoop(
    IClusterWorker transport,
    TickOutbox outbox,
    MasterClock clock,
    MasterSilence silence,
    TimeProvider timeProvider
) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource over = new();
    private bool isAskedForAll;

    /// <summary>How the part is now, without a second.</summary>
    public required Func<WorkerTick> Now { get; init; }

    /// <summary>What the worker has, for a master that was started in place of the one that knew it.</summary>
    public required Func<WorkerStanding> Standing { get; init; }

    /// <summary>Takes another share of the load.</summary>
    public required Action<Lease> Take { get; init; }

    /// <summary>How the part has ended; null while it goes on.</summary>
    public WorkerEnd? End { get; private set; }

    /// <summary>The part is over: what is left is sent.</summary>
    public void Close(WorkerEnd end)
    {
        End ??= end;
        over.Cancel();
    }

    /// <summary>Sends until the master has all, and knows how the part has ended.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            var filled = outbox.Filled;
            var first = outbox.Oldest().Sequence;
            var isDone = await TickAsync();
            // Of one that was taken for dead nobody wants to hear any more; the journal has everything.
            if (isDone || (End is not null && (silence.Length > MasterSilence.LongPatience || silence.IsTakenForDead)))
            {
                return;
            }

            if (outbox.IsEmpty && End is null)
            {
                // A sign of life where there is no second to send, as before the load begins.
                await Task.WhenAny(filled, Task.Delay(Period, timeProvider, over.Token));
            }
            else if (outbox.IsEmpty)
            {
                // All is said, and not yet in the master's journal.
                await Task.Delay(Pause, timeProvider, CancellationToken.None);
            }
            else if (silence.Length > Period || outbox.Oldest().Sequence == first)
            {
                // Nobody hears, or wants it: not in a loop without a pause.
                var pause = silence.Length > Period ? Period : Pause;
                await Task.Delay(pause, timeProvider, CancellationToken.None);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => over.Dispose();

    // Whether nothing is left to say.
    private async Task<bool> TickAsync()
    {
        var askedAt = timeProvider.GetTimestamp();
        var isLast = End is not null && outbox.HoldsOneAtMost;
        try
        {
            var answer = await transport.Master.TickAsync(transport.Address, Next(isLast));
            silence.End();
            clock.Heard(askedAt, answer.Now);
            isAskedForAll = answer.WantsStanding;
            if (answer.Acknowledged >= 0)
            {
                outbox.Acknowledge(answer.Acknowledged, answer.Kept);
            }

            if (answer.Lease is { } next)
            {
                Take(next);
            }

            // Of a run that the master does not know nothing can be told it.
            return answer.HasEnd || (End is not null && answer.Acknowledged < 0 && !answer.WantsStanding);
        }
        catch (ClusterException)
        {
            return false;
        }
    }

    private WorkerTick Next(bool isLast)
    {
        var second = outbox.Oldest();
        var (offset, error) = clock.Now;
        return Now() with
        {
            Sequence = second.Sequence,
            Interval = second.Line,
            Opened = second.Opened,
            Reads = second.Reads,
            Retried = second.Retried,
            End = isLast ? End : null,
            Standing = isAskedForAll ? Standing() : null,
            ClockOffset = offset,
            ClockError = error,
        };
    }
}
