using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Cluster;

/// <summary>What becomes of batches in flight at a worker that is lost.</summary>
public sealed class ClusterRunAdoptionTests : IAsyncDisposable
{
    private static readonly WorkerAddress A = new("a");
    private static readonly WorkerAddress B = new("b");
    private static readonly WorkerAddress C = new("c");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1000));
    private readonly FakeMaster transport = new();
    private readonly SecondsMerge merge = new();
    private readonly List<string> reasons = [];
    private readonly Dictionary<WorkerAddress, long> sequences = [];
    private long created;
    private readonly List<BatchRecord> ended = [];

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    [Fact]
    public void Lost_ItsOpenBatchesAreSpreadOverTheOthers_EachOnce()
    {
        var run = Begin();
        Tick(run, A, ["b-1", "b-2", "b-3"]);
        Tick(run, A, ["b-4", "b-5"], ends: ["b-2"]);

        run.Lost(A);

        Assert.Equal(["b-1", "b-3", "b-4", "b-5"], GivenTo(B).Concat(GivenTo(C)).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (GivenTo(B).Count, GivenTo(C).Count));
        Assert.Contains(
            "its 4 batches in flight were adopted (2 by B, 2 by C)",
            Assert.Single(run.Notices()),
            StringComparison.Ordinal
        );
        Tick(run, B, [], ends: [.. GivenTo(B)]);
        Tick(run, C, [], ends: [.. GivenTo(C)]);
        Assert.Equal((5, 5, 0), AddUp(run));
    }

    [Fact]
    public void Lost_ASecondThatCameTwice_IsTakenOnce()
    {
        var run = Begin();
        var tick = Second(A, ["b-1"]);
        run.Tick(A, tick);
        Tick(run, A, [], ends: ["b-1"]);

        // Its answer was lost: it comes again, after the batch has ended.
        run.Tick(A, tick);
        run.Lost(A);

        Assert.Empty(GivenTo(B).Concat(GivenTo(C)));
    }

    [Fact]
    public void Adoption_IsToldUntilItIsAcknowledged()
    {
        var run = Begin();
        Tick(run, A, ["b-1", "b-2"]);
        run.Lost(A);
        var lease = transport.Sent[B];

        var again = Tick(run, B, [], epoch: lease.Epoch).Lease;
        Assert.Equal(lease.Adoptions.Select(each => each.Number), again!.Adoptions.Select(each => each.Number));

        Assert.Null(Tick(run, B, [], epoch: lease.Epoch, adoptedUpTo: lease.Adoptions[^1].Number).Lease);
    }

    [Fact]
    public void Adopter_IsLostToo_TheNextOneHasThemWithTheirCreateTime()
    {
        var run = Begin();
        Tick(run, A, ["b-1", "b-2"]);
        run.Lost(A);
        Tick(run, B, ["b-3"], adoptedUpTo: transport.Sent[B].Adoptions[^1].Number);
        Tick(run, C, [], ends: [.. GivenTo(C)], adoptedUpTo: transport.Sent[C].Adoptions[^1].Number);
        var mine = transport.Sent[B].Adoptions[0].Batch;

        run.Lost(B);

        Assert.Equal([mine.Id, "b-3"], GivenTo(C).Order(StringComparer.Ordinal));
        Assert.Contains(mine, transport.Sent[C].Adoptions.Select(each => each.Batch));
        Tick(run, C, [], ends: [.. GivenTo(C)]);
        var sum = AddUp(run);
        Assert.Equal((3, 3, 0), (sum.Created, sum.Ended, sum.Unfinished));
    }

    [Fact]
    public void Adopter_HadEndedBeforeItTookThem_TheyAreGivenToAnother()
    {
        var run = Begin();
        Tick(run, A, ["b-1", "b-2"]);
        run.Lost(A);
        var untaken = GivenTo(B);

        Tick(run, B, [], end: new WorkerEnd());
        Assert.Superset(untaken.ToHashSet(StringComparer.Ordinal), GivenTo(C).ToHashSet(StringComparer.Ordinal));

        Tick(run, C, [], end: new WorkerEnd());
        Assert.Equal(0, run.Running);
        Assert.Equal((2, 2, 2), AddUp(run));
    }

    [Fact]
    public void WhatWasReadOfABatch_GoesWithIt_FromOneToTheNext()
    {
        var run = Begin();
        Tick(run, A, ["b-1", "b-2"], reads: [Read("b-1", 1)]);
        Tick(run, A, [], reads: [Read("b-1", 2), Read("b-2", 1)], ends: ["b-2"]);
        run.Lost(A);
        var first = GivenTo(B) is [] ? C : B;
        Assert.Equal([1, 2], ReadsGivenTo(first));

        Tick(run, first, [], reads: [Read("b-1", 3)], adoptedUpTo: 1);
        run.Lost(first);

        Assert.Equal([1, 2, 3], ReadsGivenTo(first == B ? C : B));
    }

    [Fact]
    public void WhatWorksAgain_IsGivenOnAsThat_AndOnceMore()
    {
        var run = Begin();
        Tick(run, A, ["b-1"], retried: ["b-1"]);
        run.Lost(A);
        var first = GivenTo(B) is [] ? C : B;
        Assert.True(Assert.Single(transport.Sent[first].Adoptions).Batch.IsRetried);

        Tick(run, first, [], adoptedUpTo: 1);
        run.Lost(first);

        Assert.True(Assert.Single(transport.Sent[first == B ? C : B].Adoptions).Batch.IsRetried);
    }

    // As under a master that was started again, which has not heard of the first.
    [Fact]
    public void WhatWasRead_WithoutWhatCameBefore_IsNotGivenOn()
    {
        var run = Begin();
        Tick(run, A, ["b-1"], reads: [Read("b-1", 2)]);
        run.Lost(A);

        Assert.Null(transport.Sent[GivenTo(B) is [] ? C : B].Adoptions[0].Batch.Reads);
    }

    [Fact]
    public void WhatWasRead_IsMoreThanAMessageTakes_ItGoesInSeveral()
    {
        var run = Begin();
        run.Lost(C);
        string[] open = ["b-1", "b-2", "b-3"];
        Tick(run, A, open, reads: [.. open.Select(id => Read(id, 1, lines: 200_000))]);
        run.Lost(A);
        Assert.Equal(["b-1", "b-2"], GivenTo(B));

        var next = Tick(run, B, [], adoptedUpTo: 2, epoch: long.MaxValue).Lease!;

        Assert.Equal("b-3", Assert.Single(next.Adoptions).Batch.Id);
        Assert.Null(Tick(run, B, [], adoptedUpTo: 3, epoch: long.MaxValue).Lease);
    }

    [Theory]
    [InlineData(OnWorkerLoss.Fail, false)]
    [InlineData(OnWorkerLoss.Continue, false)]
    [InlineData(OnWorkerLoss.Rebalance, true)]
    public void Lost_NobodyAdoptsThem_TheyAreUnfinishedAndAllAddsUp(OnWorkerLoss onLoss, bool drains)
    {
        var run = Begin(onLoss);
        Tick(run, A, ["b-1", "b-2"]);
        if (drains)
        {
            run.Drain();
        }

        clock.Advance(TimeSpan.FromSeconds(4));
        run.Lost(A);

        Assert.Empty(GivenTo(B).Concat(GivenTo(C)));
        Assert.Equal((2, 2, 2), AddUp(run));
        Assert.Contains(
            "its 2 batches in flight count as unfinished",
            Assert.Single(run.Notices()),
            StringComparison.Ordinal
        );
        Assert.All(
            ended,
            record => Assert.Equal((7, 10, 4.0), (record.User, record.Rows, record.Turnaround.TotalSeconds))
        );
    }

    [Fact]
    public void Lost_TheLastOne_ItsBatchesAreUnfinished()
    {
        var run = Begin();
        Tick(run, A, ["b-1"]);
        run.Lost(A);
        run.Lost(B);
        run.Lost(C);
        clock.Advance(TimeSpan.FromMinutes(1));
        run.LookForWorkers(isTimeOver: false);

        Assert.Equal((1, 1, 1), AddUp(run));
        Assert.Contains("no other one came within 60 s", reasons[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Close_OfWorkersThatSaidNoLastWord_BatchesAreUnfinished()
    {
        var run = Begin();
        Tick(run, A, ["b-1"]);
        run.Close();

        Assert.Equal((1, 1, 1), AddUp(run));
        Assert.Equal(-1, Tick(run, A, [], ends: ["b-1"]).Acknowledged);
        Assert.Equal((1, 1, 1), AddUp(run));
    }

    private ClusterRun Begin(OnWorkerLoss onLoss = OnWorkerLoss.Rebalance)
    {
        var order = new RunOrder
        {
            RunId = "run-1",
            Plan = "{}",
            Settings = new Dictionary<string, IReadOnlyList<string>>(),
        };
        var run = new ClusterRun(
            new ClusterRunParts
            {
                Order = order,
                Plan = new LoadPlan { Profile = new ClosedLoad(6, 6) },
                Merge = merge,
                Data = _ => [],
                Key = _ => Task.FromResult(new KeyAnswer()),
                OnLoss = onLoss,
                Note = _ => { },
                CannotGoOn = reasons.Add,
            },
            transport,
            clock
        );
        foreach (var worker in new[] { A, B, C })
        {
            var hello = new WorkerHello(worker.Text.ToUpperInvariant(), "1", 2, null, "run-1", null);
            run.Hello(worker, hello, new HelloAnswer { Now = clock.GetUtcNow() });
        }

        run.Start(clock.GetUtcNow());
        return run;
    }

    private List<string> GivenTo(WorkerAddress worker) =>
        transport.Sent.TryGetValue(worker, out var lease)
            ? [.. lease.Adoptions.Select(adoption => adoption.Batch.Id)]
            : [];

    private TickAnswer Tick(
        ClusterRun run,
        WorkerAddress worker,
        string[] opened,
        string[]? ends = null,
        long epoch = 1,
        long adoptedUpTo = 0,
        WorkerEnd? end = null,
        BatchRead[]? reads = null,
        string[]? retried = null
    ) =>
        run.Tick(
            worker,
            Second(worker, opened, ends) with
            {
                Epoch = epoch,
                AdoptedUpTo = adoptedUpTo,
                End = end,
                Reads = reads ?? [],
                Retried = retried ?? [],
            }
        );

    private List<int> ReadsGivenTo(WorkerAddress worker) =>
        [.. Assert.Single(transport.Sent[worker].Adoptions).Batch.Reads!.Select(read => read.Index)];

    private static BatchRead Read(string batch, int index, int lines = 1) =>
        new()
        {
            BatchId = batch,
            Index = index,
            Number = index,
            At = default,
            IsEarly = true,
            From = index - 1,
            To = index,
            Lines = new byte[8 * lines],
        };

    private WorkerTick Second(WorkerAddress worker, string[] opened, string[]? ends = null)
    {
        var sequence = sequences[worker] = sequences.GetValueOrDefault(worker) + 1;
        var interval = new Interval();
        interval.Clear(1000 + sequence);
        foreach (var _ in opened)
        {
            interval.BatchCreated(10, clock.GetUtcNow());
        }

        foreach (var id in ends ?? [])
        {
            interval.BatchesEnded.Add(Completed(id));
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            IntervalJson.Write(json, interval);
        }

        return new WorkerTick
        {
            RunId = "run-1",
            Epoch = 1,
            Sequence = sequence,
            Interval = buffer.WrittenSpan.ToArray(),
            Opened = [.. opened.Select(id => new OpenBatch(id, $"file-{id}", clock.GetUtcNow(), 7, 10))],
            RunStartedAt = DateTimeOffset.FromUnixTimeSeconds(1000),
        };
    }

    private static BatchRecord Completed(string id) =>
        new()
        {
            BatchId = id,
            User = 7,
            Outcome = BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = TimeSpan.FromSeconds(1),
            Polls = 1,
        };

    private (long Created, int Ended, int Unfinished) AddUp(ClusterRun run)
    {
        run.Close();
        merge.Take(
            second =>
            {
                created += second.BatchesCreated;
                ended.AddRange(second.BatchesEnded);
            },
            all: true
        );
        return (created, ended.Count, ended.Count(record => record.Outcome == BatchOutcome.Unfinished));
    }
}
