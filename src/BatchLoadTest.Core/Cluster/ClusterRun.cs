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

    /// <summary>A worker comes back so long after another master has taken over; longer than a call to the old one takes.</summary>
    public static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<WorkerAddress, ClusterPart> parts = [];
    private readonly ClusterRunParts run;
    private readonly TimeProvider timeProvider;
    private readonly IClusterMaster transport;

    // Of the parts of that master, the ones of which nobody has come back yet, and what those who have were given there.
    private readonly HashSet<WorkerAddress> awaited = [];
    private readonly Dictionary<WorkerAddress, Lease> returned = [];

    // Batches that were in flight under that master, as far as nobody has come back with them.
    private readonly Dictionary<string, OpenBatch> unowned = new(StringComparer.Ordinal);
    private string? unownedLoss;
    private readonly long began;
    private readonly string? takeOver;
    private WorkDistribution distribution;
    private readonly IterationShares? iterations;
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
    private bool areBegun;
    private bool isClosed;

    /// <summary>Nobody has heard of it yet; or those have who took part in it under another master.</summary>
    public ClusterRun(ClusterRunParts run, IClusterMaster transport, TimeProvider timeProvider)
    {
        this.run = run;
        this.transport = transport;
        this.timeProvider = timeProvider;
        profile = run.Profile;
        distribution = new WorkDistribution(profile);
        iterations = run.Plan.Iterations is { } all ? new IterationShares(all) : null;
        began = timeProvider.GetTimestamp();
        if (run.Kept is { } kept)
        {
            takeOver = Continue(kept);
        }
    }

    /// <summary>Whether it goes on with a run that another master began.</summary>
    public bool IsTakenOver => takeOver is not null;

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
            return [.. parts.Values.OrderBy(part => part.Number).Select(part => part.Row(timeProvider))];
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

    /// <summary>
    /// Names of the parts of workers that are lost, or have left it to the master: what they left at the service carries them.
    /// </summary>
    public IReadOnlyList<string> LostParts
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. parts
                        .Values.Where(part => part.State == WorkerState.Lost || part.End is { LeavesCleanUp: true })
                        .Select(part => part.RunIdOf(Order)),
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
                .. new[] { takeOver, unownedLoss }.OfType<string>(),
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
                parts.Add(from, part = new ClusterPart { Hello = hello, Number = NextNumber });
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
                if (startAt is not null && !drains && !areBegun && awaited.Count == 0)
                {
                    TakeIn(from, part);
                }

                Signal();
            }

            return answer with
            {
                Number = part.Number,
                Run = part.End is null && part.IsThere ? Order : null,
                Lease =
                    part.State is WorkerState.Running or WorkerState.Ending && awaited.Count == 0
                        ? LeaseOf(from)
                        : null,
            };
        }
    }

    /// <summary>Gives up those who took part under another master and do not come back.</summary>
    public void LookForReturned()
    {
        lock (gate)
        {
            if (awaited.Count == 0 || timeProvider.GetElapsedTime(began) < ReturnTime)
            {
                return;
            }

            foreach (var part in awaited.Select(worker => parts[worker]))
            {
                (part.State, part.Users) = (WorkerState.Lost, 0);
                iterations?.AddGone(part.Begun);
                part.Loss = LossWords.NotBack(part.Hello.Name, Doubt(part, isMadeUpFor: false));
                run.Merge.Leave(part.Name);
                run.Note(part.Loss);
                Keep(part);
            }

            awaited.Clear();
            Settle();
        }

        Push();
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
                Begin(worker, part, at);
            }

            ShareIterations(anew: true);
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
            ShareIterations(anew: true);
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
            PassOnUnowned();
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
            if (tick.Standing is { } standing)
            {
                redistribute = Return(from, standing, tick);
            }

            if (!parts.TryGetValue(from, out var part) && awaited.Count > 0)
            {
                return answer with { WantsStanding = true };
            }

            if (part is null || part.State is WorkerState.Lost || IsTooLate(part))
            {
                Late(from, tick);
                // One that comes back when others have its part by now, which its membership does not tell it.
                return tick.Standing is null || part is not null ? answer : answer with { Lease = Dismissal };
            }

            Hear(from, part, tick);
            redistribute |= Follow(from, part, tick);
            answer = answer with
            {
                Acknowledged = part.LastSequence,
                Kept = run.Keeping is null ? null : run.Merge.KeptOf(part.Name),
                HasEnd = part.End is not null && IsKept(part),
                Lease =
                    part.End is null && awaited.Count == 0 && (tick.Epoch < epoch || batches.HasGiven(from))
                        ? LeaseOf(from)
                        : null,
            };
        }

        if (redistribute)
        {
            Push();
        }

        return answer;
    }

    /// <summary>A second of a worker that is lost: it is in no figure, and that is said.</summary>
    public void Late(WorkerAddress from, WorkerTick tick)
    {
        lock (gate)
        {
            // It sends it again until it knows.
            if (parts.TryGetValue(from, out var part) && part.IsLateWith(tick.Sequence))
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
    public void Lost(WorkerAddress worker) => Gone(worker);

    /// <summary>A worker has left; before its end that is a loss too.</summary>
    public void Left(WorkerAddress worker) => Gone(worker);

    // What is still with the worker only must not be forgotten there.
    private bool IsKept(ClusterPart part) =>
        run.Keeping is null || (part.IsEndKept && run.Merge.KeptOf(part.Name) >= part.LastSequence);

    // It has no end of its own, and was given one.
    private bool IsTooLate(ClusterPart part) => isClosed && part.End is null;

    // What it says of itself.
    private void Hear(WorkerAddress from, ClusterPart part, WorkerTick tick)
    {
        part.HeardAt = timeProvider.GetTimestamp();
        if (tick.Sequence == part.LastSequence + 1)
        {
            Take(part, tick);
            batches.Take(from, tick.Opened, scratch.BatchesEnded);
        }

        batches.Acknowledge(from, tick.AdoptedUpTo);
        part.Clock = (tick.ClockOffset, tick.ClockError);
        // With less than the whole load, what one gives up that is told to end is nobody's.
        var givesUp = part.State == WorkerState.Running || run.OnLoss == OnWorkerLoss.Rebalance;
        iterations?.Hear(from, part.Begun, givesUp ? tick.Iterations : null);
        // Before it has heard of a change it knows nothing of whom it has to give away.
        if (tick.Epoch >= part.ReleasedIn)
        {
            distribution.Leaving(from, tick.Leaving);
        }
    }

    // What follows for all: whether others have something new to do.
    private bool Follow(WorkerAddress from, ClusterPart part, WorkerTick tick)
    {
        var redistribute = tick.IsTold && part.State == WorkerState.Running && Told(from, part);
        if (tick.End is { } end && part.End is null && (tick.Sequence == 0 || tick.Sequence <= part.LastSequence))
        {
            redistribute |= Ended(from, part, end);
        }

        if (drains || startAt is null || awaited.Count > 0)
        {
            return redistribute;
        }

        // Users that one had to give away have ended there, or iterations were given up.
        var hasUsers = !redistribute && distribution.Distribute(Now + Ahead, Wanted);
        if (ShareIterations(anew: hasUsers) || hasUsers)
        {
            epoch++;
            return true;
        }

        return redistribute;
    }

    // Whether anybody has to hear of it.
    private bool ShareIterations(bool anew)
    {
        if (iterations is null)
        {
            return false;
        }

        if (iterations.AreBegun)
        {
            // Who waits for more is told once that there are none.
            return !areBegun && (areBegun = true);
        }

        return iterations.Distribute(
            parts
                .Where(part => part.Value.State == WorkerState.Running)
                .OrderBy(part => part.Value.Number)
                .Select(part => (part.Key, distribution.WeightOf(part.Key))),
            anew
        );
    }

    private int NextNumber => parts.Values.Select(part => part.Number).DefaultIfEmpty().Max() + 1;

    private TimeSpan Now => timeProvider.GetUtcNow() - startAt!.Value;

    // Users that the load wants at the moment: of these the ones of a lost worker start one after the other.
    private int Wanted => profile.UsersAt(Now - (profileFrom ?? run.Plan.WarmUp)) ?? int.MaxValue;

    private int Count(Func<ClusterPart, bool> which)
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

    private void Begin(WorkerAddress worker, ClusterPart part, DateTimeOffset at)
    {
        part.State = WorkerState.Running;
        iterations?.Add(worker);
        run.Merge.Join(part.Name, at.ToUnixTimeSeconds());
        Keep(part);
    }

    private void Keep(ClusterPart part)
    {
        var isEnd = part.End is not null;
        run.Keeping?.Changed(part.Kept(), () => part.IsEndKept |= isEnd);
    }

    // Comes while the load goes on.
    private void TakeIn(WorkerAddress worker, ClusterPart part)
    {
        Begin(worker, part, timeProvider.GetUtcNow());
        distribution.Add(worker, part.Hello.Cores, Now + Ahead);
        distribution.Distribute(Now + Ahead, Wanted);
        ShareIterations(anew: true);
        epoch++;
        foreach (var other in parts.Values)
        {
            other.ReleasedIn = epoch;
        }
    }

    private void Take(ClusterPart part, WorkerTick tick)
    {
        run.Keeping?.Opened(part.Name, tick.Sequence, tick.Opened);
        using var line = JsonDocument.Parse(tick.Interval);
        IntervalJson.Read(line.RootElement, scratch);
        var shift = tick.RunStartedAt - (startAt!.Value + run.Plan.WarmUp);
        part.LastSequence = tick.Sequence;
        part.Sample = scratch.Generator;
        part.Users = scratch.Users;
        part.Begun += scratch.IterationsStarted;
        part.Ended += scratch.IterationsEnded;
        run.Merge.Add(
            part.Name,
            scratch,
            shift,
            position: new WorkerPosition(part.LastSequence, part.Begun, part.Ended)
        );
        totals = totals.After(scratch);
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
            Part = distribution.PartOf(worker) with { Iterations = iterations?.Of(worker) },
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
                    .Where(part => part.Value.State is WorkerState.Running or WorkerState.Ending && awaited.Count == 0)
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

    // Whether others have anything to hear of it.
    private bool Ended(WorkerAddress worker, ClusterPart part, WorkerEnd end)
    {
        part.End = end;
        (part.State, part.Problem) = (end.Problem is null ? WorkerState.Ended : WorkerState.Failed, end.Problem);
        part.Users = 0;
        run.Merge.Leave(part.Name);
        iterations?.Remove(worker, isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance);
        if (end.Problem is { } problem)
        {
            run.CannotGoOn($"worker {part.Hello.Name}: {problem}");
        }

        // What it was given and did not take any more.
        var open = batches.Release(worker);
        var given = PassOn(open);
        if (open.Count > 0)
        {
            part.Loss = LossWords.EndedBefore(part.Hello.Name, open.Count, Names(given));
        }

        Keep(part);
        Signal();
        return given.Count > 0;
    }

    // What runs there ends in peace; what it would have started the others start at once.
    private bool Told(WorkerAddress worker, ClusterPart part)
    {
        part.Loss = LossWords.ToldToEnd(
            part.Hello.Name,
            Now - run.Plan.WarmUp,
            isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance
        );
        part.State = WorkerState.Ending;
        Keep(part);
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
            iterations?.Remove(worker, isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance);
            if (ran)
            {
                var begun = part.Begun + batches.TakenOverBy(worker);
                var open = batches.Release(worker);
                push = Redistribute(worker, part);
                var given = PassOn(open);
                var cutOff = begun - part.Ended - (given.Count > 0 ? open.Count : 0);
                var doubt = Doubt(part, isMadeUpFor: push);
                run.Merge.Leave(part.Name);
                var silent = timeProvider.GetElapsedTime(part.HeardAt);
                part.Loss =
                    LossWords.Lost(
                        part.Hello.Name,
                        users,
                        (Now - run.Plan.WarmUp, silent),
                        doubt,
                        Math.Max(0, cutOff),
                        isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance
                    ) + LossWords.Batches(open.Count, Names(given), silent);
                push |= given.Count > 0;
                run.Note(part.Loss);
                Keep(part);
            }

            Signal();
        }

        if (push)
        {
            Push();
        }
    }

    // From its last second until the others have begun with all that was its own, or until its loss was known.
    private (TimeSpan From, TimeSpan To) Doubt(ClusterPart part, bool isMadeUpFor)
    {
        var to = Now;
        if (isMadeUpFor)
        {
            var latest = parts
                .Where(other => other.Value.State == WorkerState.Running)
                .SelectMany(other => distribution.PartOf(other.Key).Gained)
                .Select(gained => gained.After)
                .DefaultIfEmpty()
                .Max();
            to += Ahead + latest;
        }

        var first = run.Merge.LastOf(part.Name) + 1;
        var from = DateTimeOffset.FromUnixTimeSeconds(first) - startAt!.Value;
        run.Merge.Doubt(first, (startAt.Value + to).ToUnixTimeSeconds(), to - from);
        return (from - run.Plan.WarmUp, to - run.Plan.WarmUp);
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
        run.Merge.AddEnded(open.Select(batch => BatchesInFlight.Unfinished(batch, now)), now.ToUnixTimeSeconds());
        return [];
    }

    // Of those who were lost while there was no master, or just before that.
    private void PassOnUnowned()
    {
        if (unowned.Count == 0)
        {
            return;
        }

        List<OpenBatch> open = [.. unowned.Values.OrderBy(batch => batch.CreatedAt)];
        unowned.Clear();
        var silent = timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(run.Kept!.Second + 1);
        unownedLoss = LossWords.BatchesOfNobody(open.Count, Names(PassOn(open)), silent);
        run.Note(unownedLoss);
    }

    private bool Redistribute(WorkerAddress worker, ClusterPart part)
    {
        // Where nothing is left to begin there is nothing to take over.
        if (drains || iterations?.AreBegun == true)
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

        if (run.OnLoss == OnWorkerLoss.Continue || awaited.Count > 0)
        {
            return false;
        }

        distribution.Remove(worker, Now + Ahead, Wanted);
        ShareIterations(anew: false);
        epoch++;
        return true;
    }

    private Lease Dismissal =>
        new()
        {
            Epoch = long.MaxValue,
            RunId = Order.RunId,
            StartAt = startAt!.Value,
            Profile = ProfileText.Write(profile),
            Part = LoadPart.Nothing,
            Drain = true,
            Interrupt = true,
            IsTakenOver = true,
        };

    // All parts as the journal has them; those that were not over are waited for. Returns what a reader must know.
    private string Continue(KeptRun kept)
    {
        startAt = kept.StartAt;
        run.Merge.Continue(kept.Second);
        foreach (var worker in kept.Workers)
        {
            var part = new ClusterPart
            {
                Hello = worker.Hello,
                Number = worker.Number,
                State = worker.State,
                Loss = worker.Loss,
                Problem = worker.End?.Problem,
                Begun = worker.Begun,
                End = worker.End,
                IsEndKept = worker.End is not null,
                HeardAt = began,
            };
            var address = new WorkerAddress($"earlier {worker.Number}");
            parts.Add(address, part);
            if (worker.State is WorkerState.Running or WorkerState.Ending)
            {
                var position = kept.Positions.GetValueOrDefault(part.Name);
                (part.LastSequence, part.Begun, part.Ended) = (position.Sequence, position.Begun, position.Ended);
                run.Merge.Join(part.Name, kept.Second + 1, position);
                awaited.Add(address);
            }
            else
            {
                iterations?.AddGone(worker.Begun);
            }
        }

        totals = kept.Totals;
        foreach (var batch in kept.Open)
        {
            unowned.Add(batch.Id, batch);
        }

        var away = timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(kept.Second + 1);
        return LossWords.StartedAnew(Now - run.Plan.WarmUp, away);
    }

    // Comes back to the new master. Returns whether it was the last one.
    private bool Return(WorkerAddress from, WorkerStanding standing, WorkerTick tick)
    {
        var place = awaited.FirstOrDefault(worker => parts[worker].Number == standing.Number);
        if (place == default || parts.ContainsKey(from) || standing.Lease.RunId != Order.RunId)
        {
            return false;
        }

        awaited.Remove(place);
        parts.Remove(place, out var part);
        parts.Add(from, part!);
        part!.Hello = standing.Hello;
        iterations?.Restore(from, standing.Lease.Part.Iterations, tick.Iterations, part.Begun);
        returned.Add(from, standing.Lease);
        batches.Restore(from, standing.Open, tick.AdoptedUpTo);
        foreach (var batch in standing.Open.Select(batch => batch.Id).Concat(standing.Ended))
        {
            unowned.Remove(batch);
        }

        if (standing.Key is { } key)
        {
            run.KeyBack(key);
        }

        run.Note($"worker {part.Hello.Name} is back ({awaited.Count} to come)");
        if (awaited.Count > 0)
        {
            return false;
        }

        Settle();
        return true;
    }

    // All are back, or given up: the load is distributed as it was, and what nobody has goes to those who are there.
    private void Settle()
    {
        var there = returned.Where(worker => parts[worker.Key].State == WorkerState.Running).ToList();
        if (returned.Count > 0)
        {
            var newest = returned.Values.MaxBy(lease => lease.Epoch)!;
            epoch = newest.Epoch + 1;
            (drains, interrupts) = (drains || newest.Drain, interrupts || newest.Interrupt);
            (profile, profileFrom) = (ProfileText.Read(newest.Profile), newest.ProfileFrom);
            usersBefore = newest.UsersBefore;
        }

        distribution = new WorkDistribution(profile);
        distribution.Restore([.. there.Select(each => (each.Key, parts[each.Key].Hello.Cores, each.Value.Part))]);
        if (there.Count == 0 && !drains)
        {
            run.CannotGoOn("no worker has come back to the new master");
        }
        else if (run.OnLoss == OnWorkerLoss.Fail && LostWorkers > 0 && !drains)
        {
            run.CannotGoOn("a worker is lost (--on-worker-loss fail)");
        }
        else if (
            run.OnLoss == OnWorkerLoss.Rebalance
            && !drains
            && parts.Values.Any(part => part.State == WorkerState.Lost)
        )
        {
            distribution.Reassign(Now + Ahead, Wanted);
        }

        PassOnUnowned();
        foreach (var (worker, part) in parts.Where(part => part.Value.State == WorkerState.Ready && !drains && !areBegun).ToList())
        {
            TakeIn(worker, part);
        }

        if (run.OnLoss != OnWorkerLoss.Rebalance)
        {
            iterations?.Forgo();
        }

        ShareIterations(anew: false);

        returned.Clear();
        // Unless one has brought it.
        run.KeyBack(null);
        Signal();
    }
}
