using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Cluster;

/// <summary>A master is started in place of one that died, and goes on from that one's journal.</summary>
public sealed class TakenOverRunTests : IAsyncDisposable
{
    private const long Begin = 1_000_000;

    private static readonly DateTimeOffset Begun = DateTimeOffset.FromUnixTimeSeconds(Begin);

    private static readonly WorkerAddress A = new("a");
    private static readonly WorkerAddress B = new("b");

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(Begin));
    private readonly FakeMaster wire = new();
    private readonly List<string> problems = [];
    private readonly List<KeyAnswer?> keys = [];
    private readonly Dictionary<WorkerAddress, Lease> leases = [];
    private long? iterations;

    private string JournalPath => folder.File(JournalWriter.FileName);

    public async ValueTask DisposeAsync()
    {
        await wire.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void WhatIsInTheJournal_IsNotTakenAgain_AndTheRestIsAskedFor()
    {
        // Second 2 of the one came, but not of the other: it is not in the journal.
        RunFirstMaster((A, 1), (B, 1), (A, 2));

        var run = Continue();
        Assert.Equal(10, run.Totals.IterationsStarted);
        Assert.True(Tick(run, A, 3, epoch: 1).WantsStanding);
        Assert.Equal(1, Return(run, A, 1).Acknowledged);
        Assert.Equal(1, Return(run, B, 2).Acknowledged);
        Assert.Equal(2, Tick(run, A, 2).Acknowledged);
        Assert.Equal(2, Tick(run, B, 2).Acknowledged);

        Assert.Equal(20, run.Totals.IterationsStarted);
        Assert.Equal(2, run.Running);
        Assert.Empty(problems);
    }

    [Fact]
    public void AcknowledgedIsKept_OnlyOnceItIsInTheJournal()
    {
        var (run, merge, journal) = FirstMaster();
        using (journal)
        {
            Assert.Equal((1, 0L), Both(Tick(run, A, 1)));
            Tick(run, B, 1);
            merge.Take(journal.Write);

            Assert.Equal((2, 1L), Both(Tick(run, A, 2)));
        }

        static (long, long?) Both(TickAnswer answer) => (answer.Acknowledged, answer.Kept);
    }

    [Fact]
    public void TheLoadStaysAsItWasDistributed()
    {
        RunFirstMaster((A, 1), (B, 1));

        var run = Continue();
        Return(run, A, 1);
        Return(run, B, 2);

        Assert.Equal(leases[A].Part.Users, wire.Sent[A].Part.Users);
        Assert.Equal(leases[B].Part.Users, wire.Sent[B].Part.Users);
        Assert.True(wire.Sent[A].Epoch > leases[A].Epoch);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Begin), wire.Sent[A].StartAt);
        Assert.Contains("the master was started anew", run.Notices()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void WorkerThatDoesNotComeBack_IsLost_AndItsUsersAreTheOthers()
    {
        RunFirstMaster((A, 1), (B, 1));
        var run = Continue();
        Return(run, B, 2);
        run.LookForWorkers(isTimeOver: false);
        Assert.Empty(wire.Sent);

        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        Assert.Equal([1, 2, 3, 4], wire.Sent[B].Part.Users);
        Assert.Equal(["run-w1"], run.LostParts);
        Assert.Equal(1, run.Running);
        // Too late: others have its users.
        Assert.True(Return(run, A, 1).Lease is { Drain: true, Interrupt: true });
    }

    [Fact]
    public void NobodyComesBack_TheRunCannotGoOn()
    {
        RunFirstMaster((A, 1), (B, 1));
        var run = Continue();
        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        Assert.Empty(problems);
        Assert.Equal(0, run.Running);
        clock.Advance(TimeSpan.FromMinutes(1));
        run.LookForWorkers(isTimeOver: false);

        Assert.Equal(["no worker has come back to the new master, and no other one came within 60 s"], problems);
        Assert.False(run.IsUnderWay);
        Assert.Equal([null], keys);
    }

    [Fact]
    public void LostBefore_StaysLost_AndANewWorkerHasANewNumber()
    {
        RunFirstMaster((A, 1), (B, 1), lost: A);

        var run = Continue();
        Return(run, B, 2);

        Assert.Equal(["run-w1"], run.LostParts);
        Assert.Contains(run.Notices(), notice => notice.StartsWith("worker a was lost", StringComparison.Ordinal));
        Assert.Equal(3, Hello(run, new("c")).Number);
    }

    [Fact]
    public void BatchesInFlight_ComeWithTheWorker_AndAreAdoptedWhereItIsLostLater()
    {
        RunFirstMaster((A, 1), (B, 1));
        var run = Continue();
        Return(run, A, 1, open: ["batch-1"]);
        Return(run, B, 2);

        run.Lost(A);

        Assert.Equal("batch-1", Assert.Single(wire.Sent[B].Adoptions).Batch.Id);
    }

    // Those that the journal counts, and that nobody who is back has or has ended.
    [Fact]
    public void BatchesInFlight_OfAWorkerThatDoesNotComeBack_AreAdopted()
    {
        RunFirstMasterWithBatches();
        var run = Continue();
        Return(run, B, 2, open: ["b-1"], ended: ["b-2"]);
        Assert.Empty(wire.Sent);

        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        var adopted = Assert.Single(wire.Sent[B].Adoptions).Batch;
        Assert.Equal(("a-1", 7, Begun), (adopted.Id, adopted.User, adopted.CreatedAt));
        Assert.Contains(
            run.Notices(),
            notice =>
                notice.StartsWith(
                    "1 batch in flight at workers that did not come back to the new master was adopted (1 by b): of one",
                    StringComparison.Ordinal
                )
        );
    }

    // The master before this one had given it up, and has not written that any more.
    [Fact]
    public void BatchesInFlight_ThatAnotherWorkerHasAdoptedByThen_StayWithIt()
    {
        RunFirstMasterWithBatches();
        var run = Continue();
        Return(run, B, 2, open: ["a-1", "b-1"], ended: ["b-2"]);

        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        Assert.Empty(wire.Sent[B].Adoptions);
    }

    [Fact]
    public void BatchesInFlight_NobodyComesBack_AreUnfinished()
    {
        RunFirstMasterWithBatches();
        var merge = new SecondsMerge();
        var run = Continue(merge);

        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);
        clock.Advance(TimeSpan.FromMinutes(1));
        run.LookForWorkers(isTimeOver: false);

        List<string> ended = [];
        merge.Take(
            second => ended.AddRange(second.BatchesEnded.Select(batch => $"{batch.BatchId} {batch.Outcome}")),
            all: true
        );
        Assert.Equal(["a-1 Unfinished", "b-1 Unfinished", "b-2 Unfinished"], ended);
        Assert.Contains(run.Notices(), notice => notice.EndsWith("count as unfinished", StringComparison.Ordinal));
    }

    // The others are gone; one that was started for them is about to join.
    [Fact]
    public void BatchesInFlight_NobodyComesBack_AreTheNextOnes()
    {
        RunFirstMasterWithBatches();
        var run = Continue(new SecondsMerge());
        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        var answer = run.Hello(
            new WorkerAddress("c"),
            new WorkerHello("c", "1.0", 2, null, run.Order.RunId, null),
            new HelloAnswer { Now = default }
        );

        Assert.Equal([1, 2, 3, 4], answer.Lease!.Part.Users);
        Assert.Equal(["a-1", "b-1", "b-2"], answer.Lease.Adoptions.Select(adoption => adoption.Batch.Id).Order());
        Assert.Empty(problems);
    }

    // Of the iterations of a run each is begun once, by whoever is there.
    [Fact]
    public void Iterations_OfAWorkerThatDoesNotComeBack_AreTheOthers()
    {
        iterations = 100;
        RunFirstMaster((A, 1), (B, 1));
        var run = Continue();
        Return(run, B, 2);

        clock.Advance(TakenOver.ReturnTime);
        run.LookForWorkers(isTimeOver: false);

        // Five of them are in the journal as begun by the one that is lost.
        Assert.Equal(95, wire.Sent[B].Part.Iterations!.Most);
        Assert.True(wire.Sent[B].Part.Iterations!.Number > leases[B].Part.Iterations!.Number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HalfASecondAtTheEnd_IsNoPartOfIt(bool withPosition)
    {
        RunFirstMaster((A, 1), (B, 1), (A, 2), (B, 2));
        var lines = File.ReadAllLines(JournalPath);
        var last = Array.FindLastIndex(lines, line => line.Contains("\"position\"", StringComparison.Ordinal));
        File.WriteAllText(
            JournalPath,
            string.Join('\n', lines[..(withPosition ? last + 1 : last)]) + "\n{\"type\":\"sec"
        );

        var kept = KeptRun.Read(folder.Path)!;

        Assert.Equal(withPosition ? Begin + 2 : Begin + 1, kept.Second);
        Assert.Equal(withPosition ? 2 : 1, kept.Positions["w1"].Sequence);
        using (new JournalWriter(JournalPath, kept.Length, _ => { })) { }
        Assert.Equal(kept.Length, new FileInfo(JournalPath).Length);
        Assert.EndsWith("}\n", File.ReadAllText(JournalPath), StringComparison.Ordinal);
    }

    [Fact]
    public void RunThatHasEnded_IsNotGoneOnWith()
    {
        RunFirstMaster((A, 1), (B, 1));
        File.AppendAllText(JournalPath, "{\"type\":\"end\"}\n");

        Assert.Null(KeptRun.Read(folder.Path));
        Assert.Null(KeptRun.Read(folder.File("nothing")));
    }

    [Fact]
    public async Task Key_OfTheWorkers_IsTakenOver_AndDeletedAsOnesOwn()
    {
        var account = new KeyAccount();
        account.Sent("load-test-run");
        account.Unanswered("load-test-run", "its master is gone");
        var own = new OwnSource();
        var source = new InheritedKeySource(
            own,
            Task.FromResult<KeyAnswer?>(
                new KeyAnswer
                {
                    Number = 1,
                    Secret = "sk",
                    Id = "id-1",
                    IsCreated = true,
                }
            ),
            ["load-test-run"],
            account,
            new SecretRedactor(),
            clock
        );

        var key = await source.ObtainAsync(CancellationToken.None);

        Assert.Equal(("sk", "id-1", "load-test-run"), (key.Secret, key.Id, key.Name));
        Assert.Empty(account.Lost);
        Assert.Equal("own", (await source.ObtainAsync(CancellationToken.None)).Secret);
        await source.DeleteAsync(key, CancellationToken.None);
        Assert.Equal(["id-1"], own.Deleted);
    }

    // a-2 has ended; a-3 was counted in a second that is not in the journal.
    private void RunFirstMasterWithBatches()
    {
        var (run, merge, journal) = FirstMaster();
        using (journal)
        {
            Tick(run, A, 1, opened: ["a-1", "a-2"]);
            Tick(run, B, 1, opened: ["b-1", "b-2"]);
            merge.Take(journal.Write);
            Tick(run, A, 2, ended: ["a-2"]);
            Tick(run, A, 3, opened: ["a-3"]);
            Tick(run, B, 2);
            merge.Take(journal.Write);
        }

        KeepLeases();
    }

    private void RunFirstMaster(params ReadOnlySpan<(WorkerAddress Worker, long Sequence)> ticks) =>
        RunFirstMaster(ticks, default);

    private void RunFirstMaster((WorkerAddress, long) one, (WorkerAddress, long) other, WorkerAddress lost) =>
        RunFirstMaster([one, other], lost);

    private void RunFirstMaster(ReadOnlySpan<(WorkerAddress Worker, long Sequence)> ticks, WorkerAddress lost)
    {
        var (run, merge, journal) = FirstMaster();
        using (journal)
        {
            foreach (var (worker, sequence) in ticks)
            {
                Tick(run, worker, sequence);
                merge.Take(journal.Write);
            }

            if (lost != default)
            {
                run.Lost(lost);
                Tick(run, B, 2);
                merge.Take(journal.Write);
            }
        }

        KeepLeases();
    }

    private void KeepLeases()
    {
        foreach (var (worker, lease) in wire.Sent)
        {
            leases[worker] = lease;
        }

        wire.Sent.Clear();
    }

    private (ClusterRun Run, SecondsMerge Merge, JournalWriter Journal) FirstMaster()
    {
        var merge = new SecondsMerge();
        var keeping = new RunKeeping(merge);
        var run = Create(merge, keeping, null);
        Hello(run, A);
        Hello(run, B);
        run.Start(clock.GetUtcNow());
        var facts = SampleRun.Report.Run with
        {
            Id = "run",
            StartedAt = clock.GetUtcNow(),
            Plan = new LoadPlan { Profile = new ClosedLoad(4, 10) },
        };
        return (run, merge, new JournalWriter(JournalPath, facts, _ => { }) { Companion = keeping });
    }

    private ClusterRun Continue(SecondsMerge? merge = null)
    {
        clock.Advance(TimeSpan.FromSeconds(8));
        return Create(merge ?? new SecondsMerge(), null, KeptRun.Read(folder.Path)!);
    }

    private ClusterRun Create(SecondsMerge merge, RunKeeping? keeping, KeptRun? kept) =>
        new(
            new ClusterRunParts
            {
                Order = new RunOrder
                {
                    RunId = "run",
                    Plan = "{}",
                    Settings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
                },
                Plan = new LoadPlan { Profile = new ClosedLoad(4, 10), Iterations = iterations },
                Merge = merge,
                Data = _ => [],
                Key = _ => Task.FromResult(new KeyAnswer()),
                Keeping = keeping,
                Kept = kept,
                KeyBack = keys.Add,
                Note = _ => { },
                CannotGoOn = problems.Add,
            },
            wire,
            clock
        );

    private static OpenBatch Batch(string id) => new(id, $"file-{id}", Begun, 7, 10);

    private static WorkerHello HelloOf(WorkerAddress worker) => new(worker.Text, "1.0", 2, null, "run", null);

    private static HelloAnswer Hello(ClusterRun run, WorkerAddress worker) =>
        run.Hello(worker, HelloOf(worker), new HelloAnswer { Now = default });

    private TickAnswer Return(
        ClusterRun run,
        WorkerAddress worker,
        int number,
        string[]? open = null,
        string[]? ended = null
    ) =>
        Tick(
            run,
            worker,
            9,
            new WorkerStanding
            {
                Hello = HelloOf(worker),
                Number = number,
                Lease = leases[worker],
                Open = [.. (open ?? []).Select(Batch)],
                Ended = ended ?? [],
            }
        );

    private static TickAnswer Tick(
        ClusterRun run,
        WorkerAddress worker,
        long sequence,
        WorkerStanding? standing = null,
        long epoch = 1,
        string[]? opened = null,
        string[]? ended = null
    )
    {
        var interval = new Interval();
        interval.Clear(Begin + sequence);
        interval.IterationsStarted = 5;
        interval.Users = 2;
        foreach (var _ in opened ?? [])
        {
            interval.BatchCreated(10, Begun);
        }

        foreach (var id in ended ?? [])
        {
            interval.BatchesEnded.Add(
                BatchesInFlight.Unfinished(Batch(id), Begun) with
                {
                    Outcome = BatchOutcome.Completed,
                }
            );
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            IntervalJson.Write(json, interval);
        }

        return run.Tick(
            worker,
            new WorkerTick
            {
                RunId = "run",
                Epoch = epoch,
                Sequence = sequence,
                Interval = buffer.WrittenSpan.ToArray(),
                Opened = [.. (opened ?? []).Select(Batch)],
                RunStartedAt = DateTimeOffset.FromUnixTimeSeconds(Begin),
                Standing = standing,
            }
        );
    }

    private sealed class OwnSource : IApiKeySource
    {
        public List<string?> Deleted { get; } = [];

        public bool CanRenew => true;

        public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) =>
            Task.FromResult(ApiKey.Created("own", "id-2", 0));

        public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken)
        {
            Deleted.Add(key.Id);
            return Task.FromResult<string?>(null);
        }
    }
}
