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

/// <summary>A run as its master sees it, in fake time and without any network.</summary>
public sealed class ClusterRunTests : IAsyncDisposable
{
    private static readonly WorkerAddress A = new("a");
    private static readonly WorkerAddress B = new("b");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000));
    private readonly FakeMaster wire = new();
    private readonly SecondsMerge merge = new();
    private readonly List<string> problems = [];
    private readonly List<string> notes = [];

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    [Fact]
    public void Start_EachWorkerHasItsPartOfTheSameLoad_FromTheSameMoment()
    {
        var run = Begin();

        Assert.All(wire.Sent.Values, lease => Assert.Equal(clock.GetUtcNow(), lease.StartAt));
        Assert.Equal([1, 2, 3, 4], new[] { A, B }.SelectMany(worker => wire.Sent[worker].Part.Users!).Order());
        Assert.Equal(new ClosedLoad(4, 10), ProfileText.Read(wire.Sent[A].Profile));
        Assert.Equal(2, run.Running);
    }

    [Fact]
    public void Tick_Replayed_OrWithAGap_IsTakenOnce()
    {
        var run = Begin();

        Assert.Equal(1, Tick(run, A, 1, started: 5).Acknowledged);
        // Its answer was lost.
        Assert.Equal(1, Tick(run, A, 1, started: 5).Acknowledged);
        // One in between is missing.
        Assert.Equal(1, Tick(run, A, 3, started: 7).Acknowledged);
        Assert.Equal(2, Tick(run, A, 2, started: 6).Acknowledged);

        Assert.Equal(11, run.Totals.IterationsStarted);
    }

    [Fact]
    public void Tick_WorkerHasNotHeardOfAChange_GetsItInTheAnswer()
    {
        var run = Begin();
        run.Change(new ClosedLoad(8, 10), running: 4);

        var lease = Tick(run, A, 1, started: 1, epoch: 1).Lease;

        Assert.Equal(new ClosedLoad(8, 10), ProfileText.Read(lease!.Profile));
        Assert.Equal(4, lease.Part.Users!.Count);
        Assert.Equal((ClusterLoad.Ahead, 4), (lease.ProfileFrom, lease.UsersBefore));
        Assert.Null(Tick(run, A, 2, started: 1, lease.Epoch).Lease);
    }

    [Fact]
    public void Lost_TheOtherHasEverything_AndWhatComesLaterOfItIsInNoFigure()
    {
        var run = Begin();
        Tick(run, A, 1, started: 5);
        clock.Advance(TimeSpan.FromSeconds(4));

        run.Lost(A);

        Assert.Equal([1, 2, 3, 4], wire.Sent[B].Part.Users);
        Assert.Equal(2, wire.Sent[B].Part.Gained.Count);
        Assert.Equal(-1, Tick(run, A, 2, started: 9).Acknowledged);
        Assert.Equal(5, run.Totals.IterationsStarted);
        Assert.Contains(
            run.Notices(),
            notice => notice.StartsWith("worker a was lost with 2 users", StringComparison.Ordinal)
        );
        Assert.Contains(
            run.Notices(),
            notice => notice.StartsWith("1 seconds came of workers", StringComparison.Ordinal)
        );
        Assert.Equal(["run-w1"], run.LostParts);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(OnWorkerLoss.Rebalance, "2,3,4,5")]
    [InlineData(OnWorkerLoss.Continue, "2,3,4")]
    public void Lost_TheSecondsUntilOthersHaveItsUsers_AreDoubtful(OnWorkerLoss onLoss, string doubtful)
    {
        var run = Begin(onLoss);
        Tick(run, A, 1, started: 5);
        for (var second = 1; second <= 8; second++)
        {
            Tick(run, B, second, started: 5);
        }

        clock.Advance(TimeSpan.FromSeconds(4.9));
        run.Lost(A);

        Dictionary<long, bool> seconds = [];
        merge.Take(second => seconds.Add(second.Second - 1_000_000, second.Generator.IsDoubtful));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], seconds.Keys);
        Assert.Equal(doubtful, string.Join(',', seconds.Where(second => second.Value).Select(second => second.Key)));
        Assert.Matches(
            @"from 2\S* s to \S+ s the load was less than asked for and figures are doubtful",
            run.Notices().Single()
        );
    }

    [Theory]
    [InlineData(true, "run-w1")]
    [InlineData(false, "")]
    public void Ended_WhoLeavesItsCleanUp_IsCleanedUpAfter(bool leaves, string parts)
    {
        var run = Begin();

        Tick(run, A, 1, started: 1, end: new WorkerEnd { LeavesCleanUp = leaves });

        Assert.Equal(parts, string.Join(',', run.LostParts));
    }

    [Theory]
    [InlineData(OnWorkerLoss.Fail, "--on-worker-loss fail")]
    [InlineData(OnWorkerLoss.Continue, null)]
    public void Lost_ToDoSomethingElse(OnWorkerLoss onLoss, string? words)
    {
        var run = Begin(onLoss);

        run.Lost(A);

        Assert.Equal(2, wire.Sent[B].Part.Users!.Count);
        Assert.Equal(
            words is null ? 0 : 1,
            problems.Count(problem => problem.Contains(words!, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(OnWorkerLoss.Fail)]
    [InlineData(OnWorkerLoss.Continue)]
    public void Lost_TheLastOne_WithLessThanTheWholeLoad_TheRunCannotGoOn(OnWorkerLoss onLoss)
    {
        var run = Begin(onLoss);

        run.Lost(A);
        run.Lost(B);

        Assert.NotEmpty(problems);
        Assert.False(run.IsUnderWay);
    }

    [Fact]
    public void Lost_TheLastOne_TheNextOneHasEverything_AndTheTimeBetweenIsDoubtful()
    {
        var run = Begin();
        Tick(run, A, 1, started: 5);
        Tick(run, B, 1, started: 5, opened: [Batch("b1"), Batch("b2")]);
        clock.Advance(TimeSpan.FromSeconds(4));
        run.Lost(A);
        run.Lost(B);
        Assert.True(run.IsUnderWay);
        Assert.Contains("no worker is left: waiting up to 60 s for one to join", notes);
        clock.Advance(TimeSpan.FromSeconds(20));
        run.LookForWorkers(isTimeOver: false);
        var c = new WorkerAddress("c");

        var lease = Ready(run, c)!;

        Assert.Equal([1, 2, 3, 4], lease.Part.Users);
        Assert.Equal(4, lease.Part.Gained.Count);
        Assert.Equal(["b1", "b2"], lease.Adoptions.Select(adoption => adoption.Batch.Id));
        Assert.Empty(problems);
        Assert.Contains(run.Notices(), notice => notice.Contains("2 batches in flight wait", StringComparison.Ordinal));
        Assert.Contains(
            run.Notices(),
            notice =>
                notice.StartsWith(
                    "no worker was left from 4.00 s to 24.5 s: for 20.5 s no load",
                    StringComparison.Ordinal
                ) && notice.Contains("its 2 batches in flight were adopted (2 by c)", StringComparison.Ordinal)
        );
        Dictionary<long, bool> seconds = [];
        merge.Join("master", 1_000_000);
        for (var second = 0; second < 30; second++)
        {
            var interval = new Interval();
            interval.Clear(1_000_000 + second);
            merge.Add("master", interval, TimeSpan.Zero, appliesLoad: false);
        }

        merge.Take(second => seconds[second.Second - 1_000_000] = second.Generator.IsDoubtful, all: true);
        Assert.All(Enumerable.Range(4, 20), second => Assert.True(seconds[second]));
        Assert.False(seconds[29]);
    }

    [Theory]
    [InlineData(59, false, null)]
    [InlineData(60, false, "worker b is lost, and no other one came within 60 s")]
    [InlineData(5, true, "worker b is lost, and no other one came before the load's time was over")]
    public void Lost_TheLastOne_NobodyComes_TheRunCannotGoOn(int seconds, bool isTimeOver, string? problem)
    {
        var run = Begin();
        Tick(run, B, 1, started: 5, opened: [Batch("b1")]);
        run.Lost(A);
        run.Lost(B);
        clock.Advance(TimeSpan.FromSeconds(seconds));

        run.LookForWorkers(isTimeOver);

        Assert.Equal(problem is null ? [] : [problem], problems);
        Assert.Equal(problem is null, run.IsUnderWay);
        run.Close();
        List<BatchOutcome> outcomes = [];
        merge.Take(second => outcomes.AddRange(second.BatchesEnded.Select(batch => batch.Outcome)), all: true);
        Assert.Equal([BatchOutcome.Unfinished], outcomes);
    }

    [Fact]
    public void Lost_TheLastOne_TheRunIsEnded_NobodyIsWaitedFor()
    {
        var run = Begin();
        run.Lost(A);
        run.Lost(B);

        run.Drain();
        run.LookForWorkers(isTimeOver: false);

        Assert.False(run.IsUnderWay);
        Assert.Empty(problems);
    }

    // They were ready, and are gone as it begins.
    [Fact]
    public void Start_NobodyIsThere_TheFirstThatComesHasEverything()
    {
        var run = Create();

        run.Start(clock.GetUtcNow());

        Assert.True(run.IsUnderWay);
        run.Change(new ClosedLoad(6, 10), running: 0);
        Assert.Equal([1, 2, 3, 4, 5, 6], Ready(run, A)!.Part.Users);
    }

    [Fact]
    public void Lost_All_Iterations_ThoseThatWereNotBegunAreTheNextOnes()
    {
        var run = Begin(iterations: 100);
        Tick(run, A, 1, started: 20);
        Tick(run, B, 1, started: 10);
        run.Lost(A);
        run.Lost(B);

        Assert.Equal(70, Ready(run, new WorkerAddress("c"))!.Part.Iterations!.Most);
    }

    // A page's first run could not be prepared; the next one can.
    [Fact]
    public void Hello_CouldNotPrepareAnotherRun_SaysNothingOfThisOne()
    {
        var run = Create();
        var hello = new WorkerHello("a", "1.0", 2, null, "earlier", "no such file");

        var answer = run.Hello(A, hello, new HelloAnswer { Now = default });

        Assert.Null(run.Problem);
        Assert.Same(run.Order, answer.Run);
        run.Hello(A, hello with { ReadyFor = "run" }, new HelloAnswer { Now = default });
        Assert.Equal("no such file", run.Problem);
    }

    [Fact]
    public void Lost_Iterations_ThoseItHasNotBegunAreTheOthers()
    {
        var run = Begin(iterations: 100);
        Assert.Equal(new IterationShare(1, 50), wire.Sent[B].Part.Iterations);
        Tick(run, A, 1, started: 20);

        run.Lost(A);

        Assert.Equal(new IterationShare(2, 80), wire.Sent[B].Part.Iterations);
    }

    [Fact]
    public void Lost_Iterations_WithLessThanTheWholeLoad_ThoseItHasNotBegunAreNobodys()
    {
        var run = Begin(OnWorkerLoss.Continue, iterations: 100);
        Tick(run, A, 1, started: 20);

        run.Lost(A);
        Tick(run, B, 1, started: 50);

        // Nothing is waited for any more.
        Assert.Equal(new IterationShare(2, 50, IsFinal: true), wire.Sent[B].Part.Iterations);
    }

    // Of what it is told it has begun more before it hears of it.
    [Fact]
    public void Late_Iterations_AreThoseThatTheOthersHaveGivenUp()
    {
        var run = Create(iterations: 100);
        Ready(run, A);
        run.Start(clock.GetUtcNow());
        Tick(run, A, 1, started: 20, iterations: new(1, 100));
        Assert.Equal(0, Ready(run, B)!.Part.Iterations!.Most);
        var epoch = Tick(run, A, 2, started: 20, leaving: [3, 4]).Lease!.Epoch;
        Tick(run, A, 3, started: 0, epoch, iterations: new(1, 100));

        // Users 3 and 4 are the late one's: half of the 60 that are left.
        Assert.Equal(new IterationShare(2, 70), wire.Sent[A].Part.Iterations);
        Assert.Equal(0, wire.Sent[B].Part.Iterations!.Most);
        Tick(run, A, 4, started: 10, wire.Sent[A].Epoch, iterations: new(2, 75));

        Assert.Equal(25, wire.Sent[B].Part.Iterations!.Most);
        Assert.Equal(75, wire.Sent[A].Part.Iterations!.Most);
    }

    [Fact]
    public void Late_TakesItsShareFromTheOthers_WhateverALossIsToDo()
    {
        var run = Create(OnWorkerLoss.Continue);
        Ready(run, A);
        run.Start(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(10));
        Ready(run, B);
        Tick(run, A, 1, started: 3, epoch: 2);

        Assert.Equal([3, 4], wire.Sent[B].Part.Users);
    }

    [Fact]
    public void Iterations_AllAreBegun_WhoWaitsForMoreIsTold()
    {
        var run = Begin(iterations: 10);
        Tick(run, A, 1, started: 5);
        Assert.False(wire.Sent[A].Part.Iterations!.IsFinal);

        Tick(run, B, 1, started: 5);

        Assert.All(wire.Sent.Values, lease => Assert.Equal((5, true), Shown(lease.Part.Iterations!)));
        // Their last ones have the time that they need.
        Assert.All(wire.Sent.Values, lease => Assert.False(lease.Drain));

        static (long, bool) Shown(IterationShare share) => (share.Most, share.IsFinal);
    }

    [Fact]
    public void Lost_Iterations_AllAreBegun_NobodyHasAnythingToTakeOver()
    {
        var run = Begin(iterations: 10);
        Tick(run, A, 1, started: 5);
        Tick(run, B, 1, started: 5, end: new WorkerEnd());

        run.Lost(A);

        Assert.Empty(problems);
    }

    // A worker without a user would begin none of them, and the run would not end.
    [Theory]
    [InlineData(1, 6, 0)]
    [InlineData(3, 4, 2)]
    public void Start_Iterations_AreSharedOutAsTheUsersAre(int users, long first, long second)
    {
        var run = Create(iterations: 6, users: users);
        Ready(run, A);
        Ready(run, B);
        run.Start(clock.GetUtcNow());

        Assert.Equal((first, second), (wire.Sent[A].Part.Iterations!.Most, wire.Sent[B].Part.Iterations!.Most));
    }

    [Fact]
    public void Ended_OfAllWorkers_NothingIsWaitedFor()
    {
        var run = Begin();
        var answer = Tick(
            run,
            A,
            1,
            started: 5,
            end: new WorkerEnd
            {
                Started = 5,
                Completed = 5,
                Notices = ["note"],
            }
        );

        Assert.True(answer.HasEnd);
        Assert.Equal(1, run.Running);
        Tick(
            run,
            B,
            1,
            started: 4,
            end: new WorkerEnd
            {
                Started = 4,
                Completed = 4,
                Notices = ["note"],
            }
        );

        Assert.Equal(0, run.Running);
        Assert.Equal(["note"], run.Notices());
        Assert.Equal(9, run.Ends().Sum(end => end.End.Started));
    }

    [Fact]
    public void Ended_WithAProblem_EndsTheRun()
    {
        var run = Begin();

        Tick(run, A, 1, started: 0, end: new WorkerEnd { Problem = "no such host" });

        Assert.Equal(["worker a: no such host"], problems);
        Assert.Equal(1, run.LostWorkers);
    }

    [Fact]
    public void Hello_WhileTheLoadGoesOn_TakesItsShareOnceItIsFree()
    {
        var run = Create();
        Ready(run, A);
        run.Start(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(10));

        var lease = Ready(run, B);

        Assert.Empty(lease!.Part.Users!);
        Assert.Equal([1, 2], Tick(run, A, 1, started: 3, epoch: 1).Lease!.Part.Users);
        // It has heard of it, and its users have ended.
        Tick(run, A, 2, started: 3, epoch: 2, leaving: [3, 4]);
        Assert.Empty(wire.Sent.GetValueOrDefault(B)?.Part.Users ?? []);
        Tick(run, A, 3, started: 3, epoch: 2);

        Assert.Equal([3, 4], wire.Sent[B].Part.Users);
    }

    [Fact]
    public async Task Desk_RefusesAnotherVersionAndAnotherToken_AndSaysWhy()
    {
        var desk = new MasterDesk("1.0", "token", clock) { Note = notes.Add };

        Assert.Contains("version 2.0", (await HelloAsync("2.0", "token")).Refusal, StringComparison.Ordinal);
        Assert.Contains("--cluster-token", (await HelloAsync("1.0", "other")).Refusal, StringComparison.Ordinal);
        Assert.Contains("--cluster-token", (await HelloAsync("1.0", null)).Refusal, StringComparison.Ordinal);
        Assert.Null((await HelloAsync("1.0", "token")).Refusal);
        Assert.Equal(1, desk.Workers);
        desk.Lost(A);
        Assert.Contains("taken for dead", (await HelloAsync("1.0", "token")).Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(notes, note => note.Contains("other", StringComparison.Ordinal));

        Task<HelloAnswer> HelloAsync(string version, string? token) =>
            desk.HelloAsync(A, new WorkerHello("a", version, 2, token, null, null));
    }

    private ClusterRun Begin(OnWorkerLoss onLoss = OnWorkerLoss.Rebalance, long? iterations = null)
    {
        var run = Create(onLoss, iterations);
        Ready(run, A);
        Ready(run, B);
        run.Start(clock.GetUtcNow());
        return run;
    }

    private ClusterRun Create(OnWorkerLoss onLoss = OnWorkerLoss.Rebalance, long? iterations = null, int users = 4) =>
        new(
            new ClusterRunParts
            {
                Order = new RunOrder
                {
                    RunId = "run",
                    Plan = "{}",
                    Settings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
                },
                Plan = new LoadPlan { Profile = new ClosedLoad(users, 10), Iterations = iterations },
                Merge = merge,
                Data = _ => [],
                Key = _ => Task.FromResult(new KeyAnswer()),
                OnLoss = onLoss,
                Note = notes.Add,
                CannotGoOn = problems.Add,
            },
            wire,
            clock
        );

    private static Lease? Ready(ClusterRun run, WorkerAddress worker) =>
        run.Hello(
            worker,
            new WorkerHello(worker.Text, "1.0", 2, null, run.Order.RunId, null),
            new HelloAnswer { Now = default }
        ).Lease;

    private TickAnswer Tick(
        ClusterRun run,
        WorkerAddress worker,
        long sequence,
        int started,
        long epoch = 1,
        int[]? leaving = null,
        WorkerEnd? end = null,
        IterationShare? iterations = null,
        OpenBatch[]? opened = null
    )
    {
        var interval = new Interval();
        interval.Clear(clock.GetUtcNow().ToUnixTimeSeconds() + sequence);
        interval.IterationsStarted = started;
        interval.Users = 2;
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
                RunStartedAt = clock.GetUtcNow(),
                Leaving = leaving ?? [],
                Iterations = iterations,
                End = end,
                Opened = opened ?? [],
            }
        );
    }

    private OpenBatch Batch(string id) => new(id, null, clock.GetUtcNow(), User: 1, Rows: 1);
}
