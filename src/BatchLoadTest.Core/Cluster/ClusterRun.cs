using System.Text.Json;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// One run on several workers, as their master sees it: who is how far, who has which part, what they have measured. From
/// any thread. <see cref="ClusterEngine"/> says when it begins and ends.
/// </summary>
public sealed class ClusterRun
{
    /// <summary>A change comes into force so much later everywhere: by then all have heard of it.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Dictionary<WorkerAddress, Part> parts = [];
    private readonly ClusterRunParts run;
    private readonly TimeProvider timeProvider;
    private readonly IClusterMaster transport;
    private readonly WorkDistribution distribution;
    private readonly BatchesInFlight batches = new();
    private readonly Interval scratch = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoadProfile profile;
    private TimeSpan? profileFrom;
    private int usersBefore;
    private DateTimeOffset? startAt;
    private long epoch;
    private LoadState totals;
    private long late;
    private bool drains;
    private bool interrupts;
    private bool isClosed;

    /// <summary>Nobody has heard of it yet.</summary>
    public ClusterRun(ClusterRunParts run, IClusterMaster transport, TimeProvider timeProvider)
    {
        this.run = run;
        this.transport = transport;
        this.timeProvider = timeProvider;
        profile = run.Profile;
        distribution = new WorkDistribution(profile);
    }

    /// <summary>What workers are told.</summary>
    public RunOrder Order => run.Order;

    /// <summary>Completes when a worker has come further, has gone or has ended; ask again for each.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Workers that have prepared the run.</summary>
    public int Ready => Count(part => part.State != WorkerState.Preparing && part.IsThere);

    /// <summary>Workers of which something is still to come.</summary>
    public int Running => Count(part => part.State is WorkerState.Running or WorkerState.Ending);

    /// <summary>Workers that came to no good end.</summary>
    public int LostWorkers => Count(part => part.State is WorkerState.Lost or WorkerState.Failed);

    /// <summary>Why a worker that was given the run could not prepare it, in a line; null for none.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return parts.Values.Select(part => part.Problem).FirstOrDefault(problem => problem is not null);
            }
        }
    }

    /// <summary>All workers that ever took part, in the order in which they came.</summary>
    public IReadOnlyList<RecordedWorker> Rows()
    {
        lock (gate)
        {
            return [.. parts.Values.Select(part => part.Row(timeProvider))];
        }
    }

    /// <summary>What all workers have begun and ended so far, those that are lost included.</summary>
    public LoadState Totals
    {
        get
        {
            lock (gate)
            {
                return totals;
            }
        }
    }

    /// <summary>Names of the parts of workers that are lost: what they left at the service carries them.</summary>
    public IReadOnlyList<string> LostParts
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. parts.Values.Where(part => part.State == WorkerState.Lost).Select(part => part.RunIdOf(Order)),
                ];
            }
        }
    }

    /// <summary>What a reader of the report must know of the workers, a line each.</summary>
    public IReadOnlyList<string> Notices()
    {
        lock (gate)
        {
            return
            [
                .. parts.Values.Select(part => part.Loss).OfType<string>(),
                .. parts
                    .Values.Where(part => part.End is not null)
                    .SelectMany(part => part.End!.Notices.Select(line => (part.Hello.Name, Line: line)))
                    .GroupBy(each => each.Line, StringComparer.Ordinal)
                    .Select(same =>
                        same.Count() == parts.Count
                            ? same.Key
                            : $"worker {string.Join(", ", same.Select(each => each.Name))}: {same.Key}"
                    ),
                .. late > 0
                    ? [$"{late} seconds came of workers that were taken for dead by then: they are in no figure"]
                    : Array.Empty<string>(),
            ];
        }
    }

    /// <summary>The name of a worker's part of a run.</summary>
    public static string PartId(string runId, int number) => $"{runId}-w{number}";

    /// <summary>How those have ended that did.</summary>
    public IReadOnlyList<(string Name, WorkerEnd End)> Ends()
    {
        lock (gate)
        {
            return [.. parts.Values.Where(part => part.End is not null).Select(part => (part.Hello.Name, part.End!))];
        }
    }

    /// <summary>A worker is there.</summary>
    /// <returns>The answer with the run, and with its share once there is one.</returns>
    public HelloAnswer Hello(WorkerAddress from, WorkerHello hello, HelloAnswer answer)
    {
        lock (gate)
        {
            if (!parts.TryGetValue(from, out var part))
            {
                parts.Add(from, part = new Part { Hello = hello, Number = parts.Count + 1 });
            }

            part.Hello = hello;
            part.HeardAt = timeProvider.GetTimestamp();
            if (hello.CannotRun is { } problem && part.Problem is null)
            {
                (part.Problem, part.State) = (problem, WorkerState.Failed);
                run.Note($"worker {hello.Name} cannot run this: {problem}");
                Signal();
            }
            else if (hello.ReadyFor == Order.RunId && part.State == WorkerState.Preparing)
            {
                part.State = WorkerState.Ready;
                if (startAt is not null && !drains)
                {
                    TakeIn(from, part);
                }

                Signal();
            }

            return answer with
            {
                Number = part.Number,
                Run = part.End is null && part.IsThere ? Order : null,
                Lease = part.State is WorkerState.Running or WorkerState.Ending ? LeaseOf(from) : null,
            };
        }
    }

    /// <summary>The load begins, on those who are ready.</summary>
    /// <param name="at">When, by the master's clock.</param>
    public void Start(DateTimeOffset at)
    {
        lock (gate)
        {
            startAt = at;
            epoch++;
            var ready = parts.Where(part => part.Value.State == WorkerState.Ready).ToList();
            distribution.Begin(ready.Select(part => (part.Key, part.Value.Hello.Cores)));
            foreach (var (worker, part) in ready)
            {
                Begin(part, at);
                part.Iterations = run.Plan.Iterations is { } all ? distribution.ShareOf(worker, all) : null;
            }
        }

        Push();
    }

    /// <summary>Another load is wanted.</summary>
    /// <param name="wanted">The load.</param>
    /// <param name="running">Users that run now.</param>
    public void Change(LoadProfile wanted, int running)
    {
        lock (gate)
        {
            var at = Now + Ahead;
            (profile, profileFrom, usersBefore) = (wanted, at, running);
            distribution.Change(wanted, at);
            epoch++;
        }

        Push();
    }

    /// <summary>Nothing new starts any more; what runs may end.</summary>
    public void Drain() => End(ref drains);

    /// <summary>What runs is interrupted.</summary>
    public void Interrupt() => End(ref interrupts);

    /// <summary>Nothing more is waited for: what is still in flight of workers that said no last word is unfinished.</summary>
    public void Close()
    {
        lock (gate)
        {
            (drains, isClosed) = (true, true);
            foreach (var worker in parts.Keys)
            {
                PassOn(batches.Release(worker));
            }
        }
    }

    /// <summary>A second of a worker.</summary>
    public TickAnswer Tick(WorkerAddress from, WorkerTick tick)
    {
        var redistribute = false;
        var answer = new TickAnswer { Now = timeProvider.GetUtcNow(), Acknowledged = -1 };
        lock (gate)
        {
            if (!parts.TryGetValue(from, out var part) || part.State is WorkerState.Lost || IsTooLate(part))
            {
                late += part?.State == WorkerState.Lost && tick.Sequence > 0 ? 1 : 0;
                return answer;
            }

            Hear(from, part, tick);
            redistribute = Follow(from, part, tick);
            answer = answer with
            {
                Acknowledged = part.LastSequence,
                HasEnd = part.End is not null,
                Lease = part.End is null && (tick.Epoch < epoch || batches.HasGiven(from)) ? LeaseOf(from) : null,
            };
        }

        if (redistribute)
        {
            Push();
        }

        return answer;
    }

    /// <summary>A piece of what users upload.</summary>
    public byte[] Data(long offset) => run.Data(offset);

    /// <summary>The API key.</summary>
    public Task<KeyAnswer> Key(KeyQuestion question) => run.Key(question);

    /// <summary>Nobody hears of a worker any more.</summary>
    public void Lost(WorkerAddress worker) => Gone(worker);

    /// <summary>A worker has left; before its end that is a loss too.</summary>
    public void Left(WorkerAddress worker) => Gone(worker);

    // It has no end of its own, and was given one.
    private bool IsTooLate(Part part) => isClosed && part.End is null;

    // What it says of itself.
    private void Hear(WorkerAddress from, Part part, WorkerTick tick)
    {
        part.HeardAt = timeProvider.GetTimestamp();
        if (tick.Sequence == part.LastSequence + 1)
        {
            Take(part, tick);
            batches.Take(from, tick.Opened, scratch.BatchesEnded);
        }

        batches.Acknowledge(from, tick.AdoptedUpTo);
        part.Clock = (tick.ClockOffset, tick.ClockError);
        // Before it has heard of a change it knows nothing of whom it has to give away.
        if (tick.Epoch >= part.ReleasedIn)
        {
            distribution.Leaving(from, tick.Leaving);
        }
    }

    // What follows for all: whether others have something new to do.
    private bool Follow(WorkerAddress from, Part part, WorkerTick tick)
    {
        var redistribute = tick.IsTold && part.State == WorkerState.Running && Told(from, part);
        if (tick.End is { } end && part.End is null && (tick.Sequence == 0 || tick.Sequence <= part.LastSequence))
        {
            redistribute |= Ended(from, part, end);
        }
        else if (!redistribute && run.OnLoss == OnWorkerLoss.Rebalance && !drains && startAt is not null)
        {
            redistribute = distribution.Distribute(Now + Ahead, Wanted);
            epoch += redistribute ? 1 : 0;
        }

        return redistribute;
    }

    private TimeSpan Now => timeProvider.GetUtcNow() - startAt!.Value;

    // Users that the load wants at the moment: of these the ones of a lost worker start one after the other.
    private int Wanted => profile.UsersAt(Now - (profileFrom ?? run.Plan.WarmUp)) ?? int.MaxValue;

    private int Count(Func<Part, bool> which)
    {
        lock (gate)
        {
            return parts.Values.Count(which);
        }
    }

    private void End(ref bool wish)
    {
        lock (gate)
        {
            if (wish)
            {
                return;
            }

            wish = true;
            epoch++;
            foreach (var part in parts.Values.Where(part => part.State == WorkerState.Running))
            {
                part.State = WorkerState.Ending;
            }
        }

        Push();
    }

    private void Begin(Part part, DateTimeOffset at)
    {
        part.State = WorkerState.Running;
        run.Merge.Join(part.Name, at.ToUnixTimeSeconds());
    }

    // Comes while the load goes on.
    private void TakeIn(WorkerAddress worker, Part part)
    {
        Begin(part, timeProvider.GetUtcNow());
        distribution.Add(worker, part.Hello.Cores, Now + Ahead);
        distribution.Distribute(Now + Ahead, Wanted);
        part.Iterations = run.Plan.Iterations is null ? null : 0;
        epoch++;
        foreach (var other in parts.Values)
        {
            other.ReleasedIn = epoch;
        }
    }

    private void Take(Part part, WorkerTick tick)
    {
        using var line = JsonDocument.Parse(tick.Interval);
        IntervalJson.Read(line.RootElement, scratch);
        var shift = tick.RunStartedAt - (startAt!.Value + run.Plan.WarmUp);
        run.Merge.Add(part.Name, scratch, shift);
        part.LastSequence = tick.Sequence;
        part.Sample = scratch.Generator;
        part.Users = scratch.Users;
        part.Begun += scratch.IterationsStarted;
        part.Ended += scratch.IterationsEnded;
        totals = totals with
        {
            IterationsStarted = totals.IterationsStarted + scratch.IterationsStarted,
            IterationsEnded = totals.IterationsEnded + scratch.IterationsEnded,
            IterationsFailed = totals.IterationsFailed + scratch.IterationsFailed,
            StartsDropped = totals.StartsDropped + scratch.StartsDropped,
            StartsLateByPacing = totals.StartsLateByPacing + scratch.StartsLateByPacing,
        };
    }

    // Whether others have anything to hear of it.
    private bool Ended(WorkerAddress worker, Part part, WorkerEnd end)
    {
        part.End = end;
        (part.State, part.Problem) = (end.Problem is null ? WorkerState.Ended : WorkerState.Failed, end.Problem);
        part.Users = 0;
        run.Merge.Leave(part.Name);
        if (end.Problem is { } problem)
        {
            run.CannotGoOn($"worker {part.Hello.Name}: {problem}");
        }

        // What it was given and did not take any more.
        var open = batches.Release(worker);
        var given = PassOn(open);
        if (open.Count > 0)
        {
            part.Loss =
                $"worker {part.Hello.Name} had ended before it took {open.Count} of the batches that it was to adopt: "
                + (given.Count > 0 ? $"adopted {Names(given)}" : "they count as unfinished");
        }

        Signal();
        return given.Count > 0;
    }

    // What runs there ends in peace; what it would have started the others start at once.
    private bool Told(WorkerAddress worker, Part part)
    {
        part.Loss =
            $"worker {part.Hello.Name} was told to end by its machine at {Figures.Time(Now - run.Plan.WarmUp)}: "
            + (run.OnLoss == OnWorkerLoss.Rebalance ? "the others took over its users" : "nobody took over its users");
        part.State = WorkerState.Ending;
        run.Note($"worker {part.Hello.Name} is told to end by its machine");
        return Redistribute(worker, part);
    }

    private void Gone(WorkerAddress worker)
    {
        var push = false;
        lock (gate)
        {
            if (!parts.TryGetValue(worker, out var part) || part.End is not null || part.State == WorkerState.Lost)
            {
                return;
            }

            var ran = part.State is WorkerState.Running or WorkerState.Ending;
            var users = part.Users;
            part.State = WorkerState.Lost;
            part.Users = 0;
            if (ran)
            {
                var begun = part.Begun + batches.TakenOverBy(worker);
                var open = batches.Release(worker);
                run.Merge.Leave(part.Name);
                push = Redistribute(worker, part);
                var given = PassOn(open);
                var cutOff = begun - part.Ended - (given.Count > 0 ? open.Count : 0);
                part.Loss = LossOf(part, users, Math.Max(0, cutOff)) + BatchesOf(part, open, given);
                push |= given.Count > 0;
                run.Note(part.Loss);
            }

            Signal();
        }

        if (push)
        {
            Push();
        }
    }

    private string LossOf(Part part, int users, long cutOff)
    {
        var silent = timeProvider.GetElapsedTime(part.HeardAt);
        return $"worker {part.Hello.Name} was lost with {users} users at {Figures.Time(Now - run.Plan.WarmUp)}, after "
            + $"{silent.TotalSeconds:0.0} s without a word: until then the load was less than asked for, and what it measured "
            + "since its last word is in no figure"
            + (cutOff > 0 ? $"; {Figures.Of(cutOff, "iteration")} cut off" : "")
            + (run.OnLoss == OnWorkerLoss.Rebalance ? "; the others took over its users" : "");
    }

    private string BatchesOf(
        Part part,
        IReadOnlyList<OpenBatch> open,
        IReadOnlyList<(WorkerAddress Worker, int Batches)> given
    )
    {
        if (open.Count == 0)
        {
            return "";
        }

        var inFlight = $"; its {open.Count} {(open.Count == 1 ? "batch" : "batches")} in flight";
        if (given.Count == 0)
        {
            return $"{inFlight} {(open.Count == 1 ? "counts" : "count")} as unfinished";
        }

        var silent = timeProvider.GetElapsedTime(part.HeardAt);
        return $"{inFlight} {(open.Count == 1 ? "was" : "were")} adopted ({Names(given)}): of one that ended before it was, "
            + $"the turnaround is up to {silent.TotalSeconds:0.0} s too long";
    }

    private string Names(IReadOnlyList<(WorkerAddress Worker, int Batches)> given) =>
        string.Join(", ", given.Select(each => $"{each.Batches} by {parts[each.Worker].Hello.Name}"));

    // Batches of a worker of which nothing more comes: others go on with them, or their end is not awaited.
    private IReadOnlyList<(WorkerAddress Worker, int Batches)> PassOn(IReadOnlyList<OpenBatch> open)
    {
        var others = parts
            .Where(part => part.Value.State == WorkerState.Running)
            .Select(part => (part.Key, part.Value.Hello.Cores))
            .ToList();
        if (run.OnLoss == OnWorkerLoss.Rebalance && !drains && others.Count > 0)
        {
            return batches.Give(open, others);
        }

        var now = timeProvider.GetUtcNow();
        run.Merge.AddEnded(open.Select(batch => Unfinished(batch, now)), now.ToUnixTimeSeconds());
        return [];
    }

    // Nobody has asked for it since, so far as is known: its creation was the last answer.
    private static BatchRecord Unfinished(OpenBatch batch, DateTimeOffset now) =>
        new()
        {
            BatchId = batch.Id,
            User = batch.User,
            Outcome = BatchOutcome.Unfinished,
            LastStatus = "",
            Turnaround = now > batch.CreatedAt ? now - batch.CreatedAt : TimeSpan.Zero,
            LastSeen = TimeSpan.Zero,
            Polls = 0,
            Rows = batch.Rows,
            CreatedAt = batch.CreatedAt,
        };

    private bool Redistribute(WorkerAddress worker, Part part)
    {
        if (drains)
        {
            return false;
        }

        if (run.OnLoss == OnWorkerLoss.Fail)
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost (--on-worker-loss fail)");
            return false;
        }

        if (!parts.Values.Any(other => other.State == WorkerState.Running))
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost, and no other one is there");
            return false;
        }

        if (run.OnLoss == OnWorkerLoss.Continue)
        {
            return false;
        }

        distribution.Remove(worker, Now + Ahead, Wanted);
        PassOnIterations(part);
        epoch++;
        return true;
    }

    // Those that the lost one has not begun, in even shares.
    private void PassOnIterations(Part lost)
    {
        var heirs = parts.Values.Where(part => part.State == WorkerState.Running).ToList();
        var left = (lost.Iterations ?? 0) - lost.Begun;
        for (var heir = 0; heir < heirs.Count && left > 0; heir++)
        {
            var share = left / (heirs.Count - heir);
            heirs[heir].Iterations += share;
            left -= share;
        }

        // Once: one that was told to end may be lost after that.
        lost.Iterations -= (lost.Iterations ?? 0) - lost.Begun - left;
    }

    private Lease LeaseOf(WorkerAddress worker) =>
        new()
        {
            Epoch = epoch,
            RunId = Order.RunId,
            StartAt = startAt!.Value,
            Profile = ProfileText.Write(profile),
            ProfileFrom = profileFrom,
            UsersBefore = usersBefore,
            Part = distribution.PartOf(worker) with { Iterations = parts[worker].Iterations },
            Adoptions = batches.GivenTo(worker),
            Drain = drains,
            Interrupt = interrupts,
        };

    private void Push()
    {
        List<(WorkerAddress Worker, Lease Lease)> leases;
        lock (gate)
        {
            leases =
            [
                .. parts
                    .Where(part => part.Value.State is WorkerState.Running or WorkerState.Ending)
                    .Select(part => (part.Key, LeaseOf(part.Key))),
            ];
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

    private sealed class Part
    {
        public required WorkerHello Hello { get; set; }

        public required int Number { get; init; }

        public string Name => $"w{Number}";

        public WorkerState State { get; set; }

        public long LastSequence { get; set; }

        public int Users { get; set; }

        public long ReleasedIn { get; set; }

        public long Begun { get; set; }

        public long Ended { get; set; }

        public string? Loss { get; set; }

        public long? Iterations { get; set; }

        public long HeardAt { get; set; }

        public GeneratorSample Sample { get; set; }

        public (TimeSpan Offset, TimeSpan Error) Clock { get; set; }

        public WorkerEnd? End { get; set; }

        public string? Problem { get; set; }

        public string RunIdOf(RunOrder order) => PartId(order.RunId, Number);

        public bool IsThere => State is not (WorkerState.Lost or WorkerState.Failed);

        public RecordedWorker Row(TimeProvider timeProvider) =>
            new()
            {
                Name = Hello.Name,
                State = State.ToString().ToLowerInvariant(),
                Cores = Hello.Cores,
                Users = Users,
                Iterations = Begun,
                Cpu = Sample.Cpu,
                Pause = Sample.Delay,
                Lag = timeProvider.GetElapsedTime(HeardAt),
                ClockOffset = Clock.Offset,
                ClockError = Clock.Error,
                Problem = Problem,
            };
    }
}
