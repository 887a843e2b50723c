using System.Text.Json;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// One run on several workers, as their master sees it: takes what workers say, and tells them what has changed. From any
/// thread. <see cref="ClusterEngine"/> says when it begins and ends.
/// </summary>
public sealed class ClusterRun
{
    private readonly Lock gate = new();
    private readonly ClusterRunParts run;
    private readonly IClusterMaster transport;
    private readonly TimeProvider timeProvider;
    private readonly ClusterParts parts = new();
    private readonly BatchesInFlight batches = new();
    private readonly ClusterLoad load;
    private readonly PartEnds ends;
    private readonly TakenOver? takenOver;
    private readonly Interval scratch = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoadState totals;
    private long late;
    private bool isInterrupted;
    private bool isClosed;

    /// <summary>Nobody has heard of it yet; or those have who took part in it under another master.</summary>
    public ClusterRun(ClusterRunParts run, IClusterMaster transport, TimeProvider timeProvider)
    {
        (this.run, this.transport, this.timeProvider) = (run, transport, timeProvider);
        load = new ClusterLoad(run, parts, timeProvider);
        ends = new PartEnds(run, parts, load, batches, timeProvider);
        if (run.Kept is { } kept)
        {
            totals = kept.Totals;
            takenOver = new TakenOver(run, kept, parts, load, ends, batches, timeProvider);
        }
    }

    /// <summary>Whether it goes on with a run that another master began.</summary>
    public bool IsTakenOver => takenOver is not null;

    /// <summary>What workers are told.</summary>
    public RunOrder Order => run.Order;

    /// <summary>Completes when a worker has come further, has gone or has ended; ask again for each.</summary>
    public Task Changed => Read(() => changed.Task);

    /// <summary>Workers that have prepared the run.</summary>
    public int Ready => Read(() => parts.All.Count(part => part.State != WorkerState.Preparing && part.IsThere));

    /// <summary>Workers of which something is still to come.</summary>
    public int Running => Read(() => parts.All.Count(part => part.IsUnderWay));

    /// <summary>Whether something is still to come: of those who are there, or of one that is waited for.</summary>
    public bool IsUnderWay => Read(() => load.IsHeld || ends.IsVacant || parts.All.Any(part => part.IsUnderWay));

    /// <summary>Workers that came to no good end.</summary>
    public int LostWorkers => Read(() => parts.LostWorkers);

    /// <summary>Why a worker that was given the run could not prepare it, in a line; null for none.</summary>
    public string? Problem =>
        Read(() => parts.All.Select(part => part.Problem).FirstOrDefault(problem => problem is not null));

    /// <summary>What all workers have begun and ended so far, those that are lost included.</summary>
    public LoadState Totals => Read(() => totals);

    /// <summary>
    /// Names of the parts of workers that are lost, or have left it to the master: what they left at the service carries them.
    /// </summary>
    public IReadOnlyList<string> LostParts =>
        Read<IReadOnlyList<string>>(() =>
            [
                .. parts
                    .All.Where(part => part.State == WorkerState.Lost || part.End is { LeavesCleanUp: true })
                    .Select(part => Order.PartId(part.Number)),
            ]
        );

    /// <summary>All workers that ever took part, in the order in which they came.</summary>
    public IReadOnlyList<RecordedWorker> Rows() =>
        Read<IReadOnlyList<RecordedWorker>>(() => [.. parts.All.Select(part => part.Row(timeProvider))]);

    /// <summary>How those have ended that did.</summary>
    public IReadOnlyList<(string Name, WorkerEnd End)> Ends() =>
        Read<IReadOnlyList<(string, WorkerEnd)>>(() =>
            [.. parts.All.Where(part => part.End is not null).Select(part => (part.Hello.Name, part.End!))]
        );

    /// <summary>What a reader of the report must know of the workers, a line each.</summary>
    public IReadOnlyList<string> Notices() =>
        Read<IReadOnlyList<string>>(() =>
            [
                .. takenOver?.Notices ?? [],
                .. ends.Notices,
                .. PartNotices.Of([.. parts.All]),
                .. PartNotices.OfLate(late),
            ]
        );

    /// <summary>A worker is there.</summary>
    /// <returns>The answer with the run, and with its share once there is one.</returns>
    public HelloAnswer Hello(WorkerAddress from, WorkerHello hello, HelloAnswer answer)
    {
        lock (gate)
        {
            var part = parts.Join(from, hello);
            part.HeardAt = timeProvider.GetTimestamp();
            if (hello.CannotRun is { } problem && hello.ReadyFor == Order.RunId && part.Problem is null)
            {
                (part.Problem, part.State) = (problem, WorkerState.Failed);
                run.Note($"worker {hello.Name} cannot run this: {problem}");
                Signal();
            }
            else if (
                hello is { CannotRun: null }
                && hello.ReadyFor == Order.RunId
                && part.State == WorkerState.Preparing
            )
            {
                part.State = WorkerState.Ready;
                if (load is { HasBegun: true, HasMore: true, IsHeld: false })
                {
                    load.TakeIn(from, part);
                    ends.Came(from);
                }

                Signal();
            }

            return answer with
            {
                Number = part.Number,
                Run = part.End is null && part.IsThere ? Order : null,
                Lease = part.IsUnderWay && !load.IsHeld ? LeaseOf(from) : null,
            };
        }
    }

    /// <summary>
    /// Gives up those who took part under another master and do not come back; and to wait for another worker where none is
    /// left.
    /// </summary>
    /// <param name="isTimeOver">Whether the load's time is over.</param>
    public void LookForWorkers(bool isTimeOver) =>
        Tell(() =>
        {
            var hasChanged = takenOver?.GiveUp() == true;
            ends.LookForAnother(isTimeOver);
            return hasChanged;
        });

    /// <summary>The load begins, on those who are ready.</summary>
    /// <param name="at">When, by the master's clock.</param>
    public void Start(DateTimeOffset at) =>
        Tell(() =>
        {
            load.Start(at);
            if (parts.Running.Count == 0)
            {
                // Who was ready has gone since.
                ends.NobodyIsLeft("every worker is lost");
            }

            return true;
        });

    /// <summary>Another load is wanted.</summary>
    /// <param name="wanted">The load.</param>
    /// <param name="running">Users that run now.</param>
    public void Change(LoadProfile wanted, int running) =>
        Tell(() =>
        {
            load.Change(wanted, running);
            return true;
        });

    /// <summary>Nothing new starts any more; what runs may end.</summary>
    public void Drain() => Tell(() => !load.IsDraining && End(isInterrupt: false));

    /// <summary>What runs is interrupted.</summary>
    public void Interrupt() => Tell(() => !isInterrupted && (isInterrupted = End(isInterrupt: true)));

    /// <summary>Nothing more is waited for: what is still in flight of workers that said no last word is unfinished.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            load.End(isInterrupt: false);
            takenOver?.PassOnBatches();
            ends.EndVacancy();
            foreach (var worker in batches.Workers)
            {
                ends.PassOn(batches.Release(worker), timeProvider.GetTimestamp());
            }
        }
    }

    /// <summary>A second of a worker.</summary>
    public TickAnswer Tick(WorkerAddress from, WorkerTick tick)
    {
        var answer = new TickAnswer { Now = timeProvider.GetUtcNow(), Acknowledged = -1 };
        Tell(() =>
        {
            var hasChanged = tick.Standing is { } standing && takenOver?.Return(from, standing, tick) == true;
            var part = parts.Find(from);
            if (part is null && load.IsHeld)
            {
                answer = answer with { WantsStanding = true };
            }
            else if (part is null || part.State == WorkerState.Lost || IsTooLate(part))
            {
                Late(from, tick);
                // One that comes back when others have its part by now, which its membership does not tell it.
                answer = tick.Standing is null || part is not null ? answer : answer with { Lease = load.Dismissal };
            }
            else
            {
                Hear(from, part, tick);
                hasChanged |= Follow(from, part, tick);
                answer = Answer(answer, from, part, tick);
            }

            return hasChanged;
        });
        return answer;
    }

    /// <summary>A second of a worker that is lost: it is in no figure, and that is said.</summary>
    public void Late(WorkerAddress from, WorkerTick tick)
    {
        lock (gate)
        {
            // It sends it again until it knows.
            if (parts.Find(from) is { } part && part.IsLateWith(tick.Sequence))
            {
                part.LateUpTo = tick.Sequence;
                late++;
            }
        }
    }

    /// <summary>A piece of what users upload.</summary>
    public byte[] Data(long offset) => run.Data(offset);

    /// <summary>The API key.</summary>
    public Task<KeyAnswer> Key(KeyQuestion question) => run.Key(question);

    /// <summary>Nobody hears of a worker any more.</summary>
    public void Lost(WorkerAddress worker) =>
        Tell(() =>
        {
            if (parts.Find(worker) is not { End: null } part || part.State == WorkerState.Lost)
            {
                return false;
            }

            var hasChanged = ends.Lost(worker, part);
            Signal();
            return hasChanged;
        });

    /// <summary>A worker has left; before its end that is a loss too.</summary>
    public void Left(WorkerAddress worker) => Lost(worker);

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    // Does something, and tells all workers where that changes what they are to do.
    private void Tell(Func<bool> change)
    {
        List<(WorkerAddress Worker, Lease Lease)> leases;
        lock (gate)
        {
            if (!change())
            {
                return;
            }

            var told = load.IsHeld ? [] : parts.In(WorkerState.Running, WorkerState.Ending);
            leases = [.. told.Select(each => (each.Worker, LeaseOf(each.Worker)))];
            Signal();
        }

        foreach (var (worker, lease) in leases)
        {
            // One that is not reached gets it in the answer to its next tick.
            _ = transport.ApplyAsync(worker, lease);
        }
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private Lease LeaseOf(WorkerAddress worker) => load.LeaseOf(worker, batches.GivenTo(worker));

    private bool End(bool isInterrupt)
    {
        load.End(isInterrupt);
        foreach (var (_, part) in parts.Running)
        {
            part.State = WorkerState.Ending;
        }

        return true;
    }

    // It has no end of its own, and was given one.
    private bool IsTooLate(ClusterPart part) => isClosed && part.End is null;

    // What is still with the worker only must not be forgotten there.
    private bool IsKept(ClusterPart part) =>
        run.Keeping is null || (part.IsEndKept && run.Merge.KeptOf(part.Name) >= part.LastSequence);

    // What it says of itself.
    private void Hear(WorkerAddress from, ClusterPart part, WorkerTick tick)
    {
        part.HeardAt = timeProvider.GetTimestamp();
        if (tick.Sequence == part.LastSequence + 1)
        {
            Take(part, tick);
            batches.Take(from, tick.Opened, scratch.BatchesEnded, tick.Reads, tick.Retried);
        }

        batches.Acknowledge(from, tick.AdoptedUpTo);
        part.Clock = (tick.ClockOffset, tick.ClockError);
        // With less than the whole load, what one gives up that is told to end is nobody's.
        load.Hear(from, tick, part.Begun, givesUp: part.State == WorkerState.Running || ends.IsMadeUpFor);
    }

    private void Take(ClusterPart part, WorkerTick tick)
    {
        run.Keeping?.Opened(part.Name, tick.Sequence, tick.Opened);
        using var line = JsonDocument.Parse(tick.Interval);
        IntervalJson.Read(line.RootElement, scratch);
        part.Take(tick.Sequence, scratch);
        totals = totals.After(scratch);
        run.Merge.Add(
            part.Name,
            scratch,
            tick.RunStartedAt - (load.StartAt + run.Plan.WarmUp),
            position: new WorkerPosition(part.LastSequence, part.Begun, part.Ended)
        );
    }

    // What follows for all: whether others have something new to do.
    private bool Follow(WorkerAddress from, ClusterPart part, WorkerTick tick)
    {
        var hasChanged = tick.IsTold && part.State == WorkerState.Running && ends.Told(from, part);
        if (tick.End is { } end && part.End is null && (tick.Sequence == 0 || tick.Sequence <= part.LastSequence))
        {
            hasChanged |= ends.Ended(from, part, end);
            Signal();
        }

        return load.Distribute() || hasChanged;
    }

    private TickAnswer Answer(TickAnswer answer, WorkerAddress from, ClusterPart part, WorkerTick tick)
    {
        var isTold = part.End is null && !load.IsHeld && (tick.Epoch < load.Epoch || batches.HasGiven(from));
        return answer with
        {
            Acknowledged = part.LastSequence,
            Kept = run.Keeping is null ? null : run.Merge.KeptOf(part.Name),
            HasEnd = part.End is not null && IsKept(part),
            Lease = isTold ? LeaseOf(from) : null,
        };
    }
}
