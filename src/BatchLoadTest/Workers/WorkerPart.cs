using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Workers;

/// <summary>
/// A worker's part of a run while it goes on: sends its seconds to the master, does what the master wants, and where the
/// master is not heard of starts nothing more and then ends.
/// </summary>
internal sealed class WorkerPart : IRunObserver, ITeamRun, IDisposable
{
    /// <summary>Without a word of the master for so long nothing new starts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>And after so long the run ends.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Shorter than what a worker is taken for dead after.
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly PreparedRun run;
    private readonly IClusterWorker transport;
    private readonly MasterClock clock;
    private readonly WorkerHello hello;
    private readonly TimeProvider timeProvider;
    private readonly RunControl control;
    private readonly TickOutbox outbox = new();
    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private RunSteering? steering;
    private DateTimeOffset startedAt;
    private readonly LeaseInForce lease;
    private long adoptedUpTo;
    private long heardAt;
    private bool isGivenUp;
    private MasterKeySource? key;
    private bool isAskedForAll;
    private bool leavesCleanUp;
    private WorkerEnd? end;

    /// <summary>A part that begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lease">The share of it.</param>
    /// <param name="transport">The way to the master.</param>
    /// <param name="clock">The master's clock.</param>
    /// <param name="hello">What the worker says of itself.</param>
    /// <param name="control">How this process's run is ended.</param>
    /// <param name="timeProvider">The master's clock as this process has it during the run.</param>
    public WorkerPart(
        PreparedRun run,
        Lease lease,
        IClusterWorker transport,
        MasterClock clock,
        WorkerHello hello,
        RunControl control,
        TimeProvider timeProvider
    )
    {
        this.hello = hello;
        (this.run, this.transport, this.clock, this.control) = (run, transport, clock, control);
        this.timeProvider = timeProvider;
        this.lease = new LeaseInForce(lease, timeProvider);
        heardAt = timeProvider.GetTimestamp();
        startedAt = lease.StartAt + run.Settings.Load.WarmUp;
    }

    /// <inheritdoc/>
    public string? RunId => run.RunId;

    /// <inheritdoc/>
    public KeptRun? Kept => null;

    /// <inheritdoc/>
    public bool Reports => false;

    /// <summary>Why it could not go on; null where it came to its end.</summary>
    public string? Problem => end?.Problem;

    /// <inheritdoc/>
    public Task<RunTeam> GatherAsync(
        RunSettings settings,
        Uri host,
        string runId,
        ClassMix data,
        RunControl ofRun,
        IRunView view
    ) =>
        Task.FromResult<RunTeam>(
            new WorkerTeam(
                lease.First.StartAt,
                LeaseInForce.WishOf(lease.First),
                (redactor, time) =>
                    key = new MasterKeySource(
                        transport.Master,
                        run.Order.RunId,
                        redactor,
                        time,
                        settings.Key.KeyPrefix
                    ),
                run.Order.RunId
            )
            {
                Opened = outbox.Opened,
                LeavesCleanUp = LeavesCleanUpAsync,
            }
        );

    /// <inheritdoc/>
    public void RunEnded() { }

    /// <summary>Whether the master wants nothing more of it.</summary>
    public bool IsDrained => lease.Latest is { Drain: true } or { Interrupt: true };

    /// <summary>Another share.</summary>
    public void Take(Lease next)
    {
        if (next.RunId != run.Order.RunId)
        {
            return;
        }

        // An older one may be of a master that another one was started in place of: what it gave is given anew.
        if (next.Epoch >= lease.Latest.Epoch)
        {
            lock (gate)
            {
                Adopt(next.Adoptions);
            }
        }

        if (lease.Take(next))
        {
            EndAsAsked(next);
        }
    }

    /// <summary>Sends seconds until the master has all of them and knows how the part has ended.</summary>
    public async Task TickAsync()
    {
        while (true)
        {
            var filled = outbox.Filled;
            var first = outbox.Oldest().Sequence;
            var isDone = await TickOnceAsync();
            // Of one that was taken for dead nobody wants to hear any more; the journal has everything.
            if (isDone || (end is not null && (Silence > LongPatience || IsTakenForDead)))
            {
                return;
            }

            if (outbox.IsEmpty && end is null)
            {
                // A sign of life where there is no second to send, as before the load begins.
                await Task.WhenAny(filled, Task.Delay(Period, timeProvider, over.Token));
            }
            else if (outbox.IsEmpty)
            {
                // All is said, and not yet in the master's journal.
                await Task.Delay(Pause, timeProvider, CancellationToken.None);
            }
            else if (Silence > Period || outbox.Oldest().Sequence == first)
            {
                // Nobody hears, or wants it: not in a loop without a pause.
                await Task.Delay(Silence > Period ? Period : Pause, timeProvider, CancellationToken.None);
            }
        }
    }

    /// <summary>The run of this process is over, in whatever way.</summary>
    /// <param name="problem">Why it could not be done; null where it was.</param>
    public void Close(string? problem)
    {
        end ??= new WorkerEnd { Problem = problem };
        over.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lease.Dispose();
        over.Dispose();
    }

    /// <inheritdoc/>
    void IIntervalSink.Write(Interval interval) => outbox.Write(interval);

    /// <inheritdoc/>
    void IRunObserver.Started(RunSteering ofRun, RunMoment first)
    {
        lock (gate)
        {
            (steering, startedAt) = (ofRun, first.Report.Run.StartedAt);
        }

        // What came before there was anything to apply it to.
        lease.Begin(ofRun.Load);
        EndAsAsked(lease.Latest);
    }

    /// <inheritdoc/>
    void IRunObserver.SecondEnded(RunMoment now)
    {
        if (end is not null)
        {
            return;
        }

        if (Silence > LongPatience && !isGivenUp)
        {
            // What runs may end; but it is not the run that was asked for.
            isGivenUp = true;
            control.CouldNotRun($"nothing was heard of the master for {LongPatience.TotalSeconds:0} s");
            control.Stop();
        }
        else if (Silence > Patience)
        {
            lease.CutOff();
        }
        else
        {
            lease.Restore();
        }
    }

    /// <inheritdoc/>
    void IRunObserver.Steered(RunMoment now) { }

    /// <inheritdoc/>
    void IRunObserver.Noted(NoteLevel level, string text) { }

    /// <inheritdoc/>
    void IRunObserver.Ended(RunReport report, IReadOnlyList<string> files)
    {
        var load = report.Ending.Load;
        end = new WorkerEnd
        {
            Problem = report.Ending.End is RunEnd.CouldNotRun or RunEnd.InternalError ? report.Ending.Problem : null,
            Notices = [.. report.Ending.Notices, .. Unsent()],
            LeavesCleanUp = leavesCleanUp,
            Started = load.Started,
            Completed = load.Completed,
            Failed = load.Failed ?? 0,
            Interrupted = load.Interrupted,
            Dropped = load.Dropped,
            LateByPacing = load.LateByPacing,
            WarmUpIterations = load.WarmUpIterations,
            LoadTime = load.LoadTime,
            StopTime = load.StopTime,
        };
        over.Cancel();
    }

    // The master may have given this part to others long before this worker can know. One that it was not heard of just now
    // is waited for; of one that is gone for good nobody else removes anything.
    private async Task<string?> LeavesCleanUpAsync(CancellationToken hurry)
    {
        while (Silence > Heard && Silence <= Patience && !IsTakenForDead && !hurry.IsCancellationRequested)
        {
            await Task.Delay(Look, timeProvider, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var isCutOff = Silence > Heard && !await transport.IsMasterGoneAsync();
        leavesCleanUp = IsTakenForDead || isCutOff;
        return IsTakenForDead ? ""
            : isCutOff ? $"nothing was heard of it for {Silence.TotalSeconds:0} s, others may have them by now"
            : null;
    }

    private bool IsTakenForDead => transport.TakenForDead.IsCancellationRequested || lease.Latest.IsTakenOver;

    private TimeSpan Silence => timeProvider.GetElapsedTime(Volatile.Read(ref heardAt));

    private IEnumerable<string> Unsent() =>
        outbox.Lost > 0 ? [$"{outbox.Lost} seconds did not reach the master; the journal of this worker has them"] : [];

    private async Task<bool> TickOnceAsync()
    {
        var askedAt = timeProvider.GetTimestamp();
        var isLast = end is not null && outbox.HoldsOneAtMost;
        try
        {
            var answer = await transport.Master.TickAsync(transport.Address, Second(isLast));
            Volatile.Write(ref heardAt, timeProvider.GetTimestamp());
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
            return answer.HasEnd || (end is not null && answer.Acknowledged < 0 && !answer.WantsStanding);
        }
        catch (ClusterException)
        {
            return false;
        }
    }

    private WorkerTick Second(bool isLast)
    {
        var (sequence, line, opened) = outbox.Oldest();
        var (offset, error) = clock.Now;
        return new WorkerTick
        {
            RunId = run.Order.RunId,
            Epoch = lease.Epoch,
            Sequence = sequence,
            Interval = line,
            Opened = opened,
            AdoptedUpTo = Volatile.Read(ref adoptedUpTo),
            RunStartedAt = startedAt,
            Leaving = steering is null ? [] : [.. steering.Progress.Leaving],
            Iterations = steering?.Progress.Share,
            End = isLast ? end : null,
            IsTold = control.IsSignalled,
            Standing = isAskedForAll ? Standing() : null,
            ClockOffset = offset,
            ClockError = error,
        };
    }

    // For a master that was started in place of the one that knew it.
    private WorkerStanding Standing() =>
        new()
        {
            Hello = hello,
            Number = run.Number,
            Lease = lease.Latest,
            Open = outbox.Open,
            Ended = outbox.Ended,
            Key = key?.Latest,
        };

    // Each once, however often it is told. What is not taken here the master learns by what was.
    private void Adopt(IReadOnlyList<Adoption> adoptions)
    {
        var fresh = adoptions.Where(adoption => adoption.Number > adoptedUpTo).ToList();
        if (fresh.Count > 0 && steering?.Load.Adopted.TryAdopt([.. fresh.Select(each => each.Batch)]) == true)
        {
            outbox.Adopted(fresh.Select(adoption => adoption.Batch));
            Volatile.Write(ref adoptedUpTo, fresh.Max(adoption => adoption.Number));
        }
    }

    // Once each, however often it is told: a second stop is an interruption.
    private void EndAsAsked(Lease asked)
    {
        var tokens = control.Tokens;
        if ((asked.Drain || asked.Interrupt) && !tokens.StartNothingNew.IsCancellationRequested)
        {
            control.Stop();
        }

        if (asked.Interrupt && !tokens.Interrupt.IsCancellationRequested)
        {
            control.Stop();
        }
    }
}
