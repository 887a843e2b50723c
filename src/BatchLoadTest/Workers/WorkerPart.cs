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
/// A worker's part of a run while it goes on: does what the master wants, and where the master is not heard of starts nothing
/// more and then ends.
/// </summary>
internal sealed class WorkerPart : IRunObserver, ITeamRun, IDisposable
{
    private readonly PreparedRun run;
    private readonly IClusterWorker transport;
    private readonly WorkerHello hello;
    private readonly RunControl control;
    private readonly TickOutbox outbox = new();
    private readonly Lock gate = new();
    private readonly LeaseInForce lease;
    private readonly MasterSilence silence;
    private readonly TickLoop ticks;
    private RunSteering? steering;
    private DateTimeOffset startedAt;
    private long adoptedUpTo;
    private bool isGivenUp;
    private MasterKeySource? key;

    /// <summary>A part that begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="first">The share of it.</param>
    /// <param name="transport">The way to the master.</param>
    /// <param name="clock">The master's clock.</param>
    /// <param name="hello">What the worker says of itself.</param>
    /// <param name="control">How this process's run is ended.</param>
    /// <param name="timeProvider">The master's clock as this process has it during the run.</param>
    public WorkerPart(
        PreparedRun run,
        Lease first,
        IClusterWorker transport,
        MasterClock clock,
        WorkerHello hello,
        RunControl control,
        TimeProvider timeProvider
    )
    {
        (this.run, this.transport, this.hello, this.control) = (run, transport, hello, control);
        startedAt = first.StartAt + run.Settings.Load.WarmUp;
        lease = new LeaseInForce(first, timeProvider);
        silence = new MasterSilence(transport, lease, timeProvider);
        ticks = new TickLoop(transport, outbox, clock, silence, timeProvider)
        {
            Now = Now,
            Standing = Standing,
            Take = Take,
        };
    }

    /// <inheritdoc/>
    public string? RunId => run.RunId;

    /// <inheritdoc/>
    public KeptRun? Kept => null;

    /// <inheritdoc/>
    public bool Reports => false;

    /// <summary>Why it could not go on; null where it came to its end.</summary>
    public string? Problem => ticks.End?.Problem;

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
                ReadOn = outbox.Read,
                Retried = outbox.Retried,
                LeavesCleanUp = silence.LeavesCleanUpAsync,
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
    public Task TickAsync() => ticks.RunAsync();

    /// <summary>The run of this process is over, in whatever way.</summary>
    /// <param name="problem">Why it could not be done; null where it was.</param>
    public void Close(string? problem) => ticks.Close(new WorkerEnd { Problem = problem });

    /// <inheritdoc/>
    public void Dispose()
    {
        lease.Dispose();
        ticks.Dispose();
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
        if (ticks.End is not null)
        {
            return;
        }

        if (silence.Length > MasterSilence.LongPatience && !isGivenUp)
        {
            // What runs may end; but it is not the run that was asked for.
            isGivenUp = true;
            control.CouldNotRun($"nothing was heard of the master for {MasterSilence.LongPatience.TotalSeconds:0} s");
            control.Stop();
        }
        else if (silence.Length > MasterSilence.Patience)
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
        ticks.Close(
            new WorkerEnd
            {
                Problem = report.Ending.End is RunEnd.CouldNotRun or RunEnd.InternalError
                    ? report.Ending.Problem
                    : null,
                Notices = [.. report.Ending.Notices, .. Unsent()],
                LeavesCleanUp = silence.LeavesCleanUp,
                Started = load.Started,
                Completed = load.Completed,
                Failed = load.Failed ?? 0,
                Interrupted = load.Interrupted,
                Dropped = load.Dropped,
                LateByPacing = load.LateByPacing,
                WarmUpIterations = load.WarmUpIterations,
                LoadTime = load.LoadTime,
                StopTime = load.StopTime,
            }
        );
    }

    private IEnumerable<string> Unsent() =>
        outbox.Lost > 0 ? [$"{outbox.Lost} seconds did not reach the master; the journal of this worker has them"] : [];

    private WorkerTick Now() =>
        new()
        {
            RunId = run.Order.RunId,
            Epoch = lease.Epoch,
            Sequence = 0,
            Interval = [],
            AdoptedUpTo = Volatile.Read(ref adoptedUpTo),
            RunStartedAt = startedAt,
            Leaving = steering is null ? [] : [.. steering.Progress.Leaving],
            Iterations = steering?.Progress.Share,
            IsTold = control.IsSignalled,
        };

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
