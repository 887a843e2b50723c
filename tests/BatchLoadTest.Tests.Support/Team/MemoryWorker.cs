using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.BuiltIn;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Views;
using BatchLoadTest.Workers;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Team;

/// <summary>
/// A worker in the test's own process: its part of the run and its engine are the real ones; in the place of the service an
/// iteration takes a second of its own clock, which stands still while it is frozen.
/// </summary>
internal sealed class MemoryWorker : IWorkerCalls, IAsyncDisposable
{
    private readonly FakeTimeProvider clock;
    private readonly WorkerSettings settings;
    private readonly MasterClock offset;
    private readonly RunControl control = new();
    private readonly LoadProgress progress;
    private readonly Interval interval = new();
    private readonly List<(long Second, long Started)> written = [];
    private PreparedRun? prepared;
    private WorkerPart? part;
    private WorkerTeam? team;
    private RunMoment? moment;
    private long nextSecond;
    private long started;
    private long ended;
    private bool hasEnded;
    private Task<LoadOutcome> load = null!;

    public MemoryWorker(MemoryCluster cluster, string name, WorkerSettings settings, DateTimeOffset now)
    {
        clock = new FakeTimeProvider(now);
        this.settings = settings;
        offset = new MasterClock(clock);
        progress = new LoadProgress(clock);
        Name = name;
        Link = cluster.Connect(name, clock);
        _ = Link.JoinAsync(this, _ => { }, CancellationToken.None);
    }

    public string Name { get; }

    public MemoryLink Link { get; }

    public bool IsFrozen { get; private set; }

    public bool HasBegun => part is not null;

    public int Users => progress.Users;

    public long Started => progress.Started;

    /// <summary>Seconds that it has measured, as its journal would hold them.</summary>
    public IReadOnlyList<(long Second, long Started)> Journal => written;

    /// <summary>Why it leaves to others what it has created; empty where the master has said so, null where it does not.</summary>
    public Task<string?> LeavesCleanUpAsync() => team!.LeavesCleanUp(CancellationToken.None);

    /// <summary>Its process stands still.</summary>
    public void Freeze()
    {
        IsFrozen = true;
        Link.Cut();
    }

    /// <summary>It goes on, and finds out how late it is.</summary>
    public void Thaw(DateTimeOffset now)
    {
        IsFrozen = false;
        Link.Restore();
        clock.Advance(now - clock.GetUtcNow());
    }

    /// <summary>Time goes by, unless it is frozen.</summary>
    public void Advance(TimeSpan time)
    {
        if (!IsFrozen)
        {
            clock.Advance(time);
        }
    }

    /// <summary>Asks the master for something to do, and does it.</summary>
    public async Task AskAsync()
    {
        if (part is not null || IsFrozen || Link.IsCut)
        {
            return;
        }

        var answer = await HelloAsync();
        if (prepared is null && answer.Run is { } order)
        {
            (prepared, var problem) = await PreparedRun.PrepareAsync(Link, order, answer.Number, settings);
            Assert.Null(problem);
            answer = await HelloAsync();
        }

        if (prepared is { } run && answer.Lease is { } lease)
        {
            await BeginAsync(run, lease);
        }
    }

    /// <summary>Writes the seconds that have ended, as the collector does.</summary>
    public void EndSeconds()
    {
        if (part is null || IsFrozen || hasEnded)
        {
            return;
        }

        // Asked before the last second is written: what has ended by then is in it.
        hasEnded = load.IsCompleted;
        for (var now = clock.GetUtcNow().ToUnixTimeSeconds(); nextSecond < now; nextSecond++)
        {
            var (begun, done) = (progress.Started, progress.Ended);
            interval.Clear(nextSecond);
            interval.Users = progress.Users;
            (interval.IterationsStarted, interval.IterationsEnded) = (begun - started, done - ended);
            written.Add((nextSecond, begun - started));
            (started, ended) = (begun, done);
            ((IIntervalSink)part).Write(interval);
            ((IRunObserver)part).SecondEnded(moment!);
        }

        if (hasEnded)
        {
            var report = moment!.Report;
            ((IRunObserver)part).Ended(
                report with
                {
                    Ending = report.Ending with { Load = load.GetAwaiter().GetResult() },
                },
                []
            );
        }
    }

    public Task ApplyAsync(Lease lease)
    {
        part?.Take(lease);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        control.Stop();
        control.Stop();
        part?.Close(null);
        part?.Dispose();
        prepared?.Dispose();
        await Link.DisposeAsync();
        control.Dispose();
    }

    private WorkerHello Hello => new(Name, "1.0", 2, null, prepared?.Order.RunId, null);

    private Task<HelloAnswer> HelloAsync() => Link.HelloAsync(Link.Address, Hello);

    private async Task BeginAsync(PreparedRun run, Lease lease)
    {
        var plan = run.Settings.Load;
        var own = new WorkerPart(run, lease, Link, offset, Hello, control, clock);
        var notes = new NoteList();
        team = (WorkerTeam)
            await own.GatherAsync(run.Settings, run.Settings.Target.Host!, run.RunId, null!, control, notes);
        var time = RunClock.StartAt(clock, team.StartAt, plan.WarmUp);
        var steering = new RunSteering(plan.Profile, canChange: true, control, notes, time, team.Wish)
        {
            Progress = progress,
        };
        var report = SampleRun.EmptyReport;
        moment = new RunMoment
        {
            Report = report with { Run = report.Run with { StartedAt = time.StartedAt } },
            Phase = new RunPhase { State = RunState.Running, UsersAsked = null },
            Wanted = plan.Profile,
        };
        nextSecond = Math.Max(clock.GetUtcNow().ToUnixTimeSeconds(), time.StartedAt.ToUnixTimeSeconds());
        part = own;
        ((IRunObserver)own).Started(steering, moment);
        _ = own.TickAsync();
        load = new BuiltInEngine(clock).RunAsync(
            plan with
            {
                StartsAt = time.Start - (long)(plan.WarmUp.TotalSeconds * clock.TimestampFrequency),
            },
            IterateAsync,
            control.Tokens with
            {
                Control = steering.Load,
            },
            progress
        );
    }

    private async ValueTask<IterationResult> IterateAsync(IterationContext context, CancellationToken interrupt)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), clock, interrupt)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return interrupt.IsCancellationRequested ? IterationResult.Interrupted : IterationResult.Completed;
    }
}
