using BatchLoadTest.Cluster;
using BatchLoadTest.Load;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Support.CommandLine;
using BatchLoadTest.Workers;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Team;

/// <summary>A master and its workers in one process, without sockets, in time that the test moves.</summary>
internal sealed class MemoryTeam : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly CommandLineHarness line = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000));
    private readonly RunControl control = new();
    private readonly MasterDesk desk;
    private readonly List<MemoryWorker> workers = [];
    private readonly List<string> notices = [];
    private readonly SortedDictionary<long, MemorySecond> seconds = [];
    private WorkerSettings workerSettings = null!;
    private MasterTeam team = null!;

    private MemoryTeam()
    {
        Cluster = new MemoryCluster(clock);
        desk = new MasterDesk("1.0", null, clock);
        (Cluster.Lost, Cluster.Left) = (desk.Lost, desk.Left);
    }

    public MemoryCluster Cluster { get; }

    public ClusterRun Run => team.Run;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateTimeOffset StartAt => team.StartAt;

    /// <summary>What the master was told, by the seconds since the load's start.</summary>
    public IReadOnlyDictionary<long, MemorySecond> Seconds => seconds;

    /// <summary>Ends when all workers have.</summary>
    public Task<LoadOutcome> Load { get; private set; } = null!;

    public MemoryWorker this[string name] => workers.Single(worker => worker.Name == name);

    /// <summary>Starts a run of a master on some workers, and returns as its load begins.</summary>
    public static async Task<MemoryTeam> StartAsync(string names, params string[] args)
    {
        var started = new MemoryTeam();
        await started.BeginAsync(names.Split(','), args);
        return started;
    }

    /// <summary>Another worker comes.</summary>
    public MemoryWorker Add(string name)
    {
        var worker = new MemoryWorker(Cluster, name, workerSettings, Now);
        workers.Add(worker);
        return worker;
    }

    /// <summary>Time goes by for all that are not frozen; at the end of each second they say what they have measured.</summary>
    public async Task AdvanceAsync(int count)
    {
        for (var second = 0; second < count; second++)
        {
            for (var part = TimeSpan.Zero; part < TimeSpan.FromSeconds(1); part += Step)
            {
                await MoveAsync();
            }

            workers.ForEach(worker => worker.EndSeconds());
            await Eventually.TrueAsync(() => workers.TrueForAll(HasArrived), "what was measured is with the master");
            team.Merge.Take(merged =>
                seconds.Add(
                    merged.Second - team.StartAt.ToUnixTimeSeconds(),
                    new MemorySecond(merged.Users, merged.IterationsStarted, merged.Generator.IsDoubtful)
                )
            );
        }
    }

    /// <summary>Time goes by until something is so.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition, string what)
    {
        for (var second = 0; !condition(); second++)
        {
            Assert.True(second < 300, $"{what} did not come true");
            await AdvanceAsync(1);
        }
    }

    /// <summary>The master wants nothing more.</summary>
    public void Stop() => control.Stop();

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        control.Dispose();
        line.Dispose();
    }

    // One that has something to catch up with is not waited for.
    private static bool HasArrived(MemoryWorker worker) =>
        worker.Link.HadTrouble || worker.Link.Acknowledged >= worker.Journal.Count;

    private async Task BeginAsync(string[] names, string[] args)
    {
        await line.InvokeAsync("--worker");
        workerSettings = line.Worker!;
        var settings = await line.RunAsync([
            "--master",
            "--expect-workers",
            $"{names.Length}",
            "--generate-requests",
            "1",
            .. args,
        ]);
        await Cluster.StartAsync(desk, CancellationToken.None);
        var gathering = new MasterTeamRun(desk, Cluster, clock).GatherAsync(
            settings,
            settings.Target.Host!,
            "run",
            null!,
            control,
            new NoteList()
        );
        foreach (var name in names)
        {
            Add(name);
        }

        while (!gathering.IsCompleted)
        {
            await MoveAsync();
        }

        team = (MasterTeam)await gathering;
        // The load begins with a second of the clock.
        team = team with
        {
            StartAt = DateTimeOffset.FromUnixTimeSeconds(team.StartAt.ToUnixTimeSeconds() + 1),
        };
        Load = new ClusterEngine(Run, team.StartAt, clock, notices.Add).RunAsync(
            settings.Load,
            (_, _) => ValueTask.FromResult(IterationResult.Completed),
            control.Tokens,
            new LoadProgress(clock)
        );
        while (Now < team.StartAt)
        {
            await MoveAsync();
        }
    }

    private async Task MoveAsync()
    {
        clock.Advance(Step);
        foreach (var worker in workers)
        {
            worker.Advance(Step);
            await worker.AskAsync();
        }

        // Whatever that has set going goes on in threads of its own; what is late by that is late, and not lost.
        await Task.Delay(2);
    }
}
