using BatchLoadTest.Cluster;
using BatchLoadTest.Load;

namespace BatchLoadTest.Tests.Cluster;

public sealed class IterationSharesTests
{
    private static readonly WorkerAddress A = new("a");
    private static readonly WorkerAddress B = new("b");
    private static readonly WorkerAddress C = new("c");

    private readonly IterationShares shares = new(100);

    [Fact]
    public void Distribute_ByTheirWeights_AndAllOfThem()
    {
        Begin((A, 1), (B, 2), (C, 4));

        Assert.Equal((14, 28, 58), (Most(A), Most(B), Most(C)));
    }

    [Fact]
    public void Distribute_WhoHasNoUserGetsNone()
    {
        Begin((A, 0), (B, 1));

        Assert.Equal((0, 100), (Most(A), Most(B)));
    }

    // Until it has said what it gives up, it may begin them.
    [Fact]
    public void Late_GetsWhatWasGivenUp_AndNotBefore()
    {
        Begin((A, 1));
        shares.Add(B);

        Assert.True(shares.Distribute([(A, 1), (B, 1)], anew: true));
        Assert.Equal((50, 0), (Most(A), Most(B)));
        shares.Hear(A, begun: 30, new IterationShare(1, 100));
        Assert.False(shares.Distribute([(A, 1), (B, 1)], anew: false));
        shares.Hear(A, begun: 40, new IterationShare(2, 60));

        Assert.True(shares.Distribute([(A, 1), (B, 1)], anew: false));
        Assert.Equal((70, 30), (Most(A), Most(B)));
    }

    [Fact]
    public void AskedToGiveUp_AndLostBeforeItDid_IsMadeUpForOnce()
    {
        Begin((A, 1), (B, 1));
        shares.Add(C);
        shares.Distribute([(A, 1), (B, 1), (C, 1)], anew: true);
        shares.Hear(A, begun: 20, null);

        shares.Remove(A, isMadeUpFor: true);
        shares.Hear(B, begun: 10, new IterationShare(2, 33));
        shares.Distribute([(B, 1), (C, 1)], anew: false);

        Assert.Equal(80, Most(B) + Most(C));
    }

    // What it was given on top came when it had closed.
    [Fact]
    public void Closed_GivesUpWhatItWasGiven_AndGetsNoMore()
    {
        Begin((A, 1), (B, 1));
        shares.Hear(A, begun: 5, new IterationShare(1, 8, IsFinal: true));

        shares.Distribute([(A, 1), (B, 1)], anew: false);

        Assert.Equal((8, 92), (Most(A), Most(B)));
    }

    [Fact]
    public void AreBegun_OnceTheSecondsSaySo()
    {
        Begin((A, 1), (B, 1));
        shares.Hear(A, begun: 50, null);
        shares.Remove(A, isMadeUpFor: true);
        shares.Hear(B, begun: 49, null);
        Assert.False(shares.AreBegun);
        Assert.False(shares.Of(B)!.IsFinal);

        shares.Hear(B, begun: 50, null);

        Assert.True(shares.AreBegun);
        Assert.Equal(new IterationShare(2, 50, IsFinal: true), shares.Of(B));
        Assert.Null(shares.Of(A));
    }

    [Fact]
    public void Restored_WhatNobodyHasIsGiven()
    {
        shares.Restore(A, new IterationShare(4, 30), new IterationShare(4, 33), begun: 20);
        // It has not heard yet that it is to give some up.
        shares.Restore(B, new IterationShare(3, 20), new IterationShare(2, 40), begun: 10);
        shares.AddGone(7);

        shares.Distribute([(A, 1), (B, 1)], anew: false);

        // 20 of 100 were nobody's; 73 - 10 are left to begin, or 31 and 32 for each.
        Assert.Equal((51, 42), (Most(A), Most(B)));
        Assert.Equal(93, Most(A) + Most(B));
    }

    private void Begin(params ReadOnlySpan<(WorkerAddress Worker, int Weight)> weights)
    {
        foreach (var (worker, _) in weights)
        {
            shares.Add(worker);
        }

        Assert.True(shares.Distribute(weights.ToArray(), anew: true));
    }

    private long Most(WorkerAddress worker) => shares.Of(worker)!.Most;
}
