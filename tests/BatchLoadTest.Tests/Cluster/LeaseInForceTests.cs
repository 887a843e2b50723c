using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Cluster;

public sealed class LeaseInForceTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_000);
    private static readonly ClosedLoad Load = new(9, 9);

    private readonly FakeTimeProvider time = new(Start);
    private readonly LoadControl control = new(Load);
    private readonly LeaseInForce lease;

    public LeaseInForceTests() => lease = new LeaseInForce(LeaseOf(1, 0, 1, 2, 3), time);

    public void Dispose() => lease.Dispose();

    [Fact]
    public void AShareIsAppliedAtTheMomentThatItNames()
    {
        lease.Begin(control);
        lease.Take(LeaseOf(2, 5, 1, 2, 3, 4));

        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(1, lease.Epoch);

        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal([1, 2, 3, 4], Users);
        Assert.Equal(2, lease.Epoch);
    }

    [Fact]
    public void WhatWasGivenBeforeTheRunBeganIsApplied()
    {
        lease.Take(LeaseOf(2, 0, 7));
        lease.Begin(control);

        Assert.Equal([7], Users);
        Assert.Equal(2, lease.Epoch);
    }

    [Fact]
    public void AnOlderShareChangesNothing()
    {
        lease.Begin(control);
        lease.Take(LeaseOf(3, 0, 3));

        Assert.False(lease.Take(LeaseOf(2, 0, 2)));
        Assert.Equal([3], Users);
    }

    [Fact]
    public void OneThatIsCutOffAppliesNothing()
    {
        lease.Begin(control);
        lease.CutOff();

        Assert.Empty(Users!);
        Assert.Equal(ArrivalShare.None, control.Wish.Part.Arrivals);
    }

    [Fact]
    public void OneThatHearsAgainGoesOnWithItsShare()
    {
        lease.Begin(control);
        lease.Take(LeaseOf(2, 0, 4, 5));
        lease.CutOff();
        lease.Restore();

        Assert.Equal([4, 5], Users);
        Assert.Equal(2, lease.Epoch);
    }

    // The master waits for this epoch before it gives to others what this worker has to give away.
    [Fact]
    public void WhatWasGivenWhileItWasCutOffIsAppliedAndSaidWhenItHearsAgain()
    {
        lease.Begin(control);
        lease.CutOff();
        lease.Take(LeaseOf(2, 0, 4, 5));
        Assert.Empty(Users!);

        lease.Restore();

        Assert.Equal([4, 5], Users);
        Assert.Equal(2, lease.Epoch);
    }

    [Fact]
    public void WhatWasGivenForLaterIsNotAppliedBefore()
    {
        lease.Begin(control);
        lease.CutOff();
        lease.Take(LeaseOf(2, 5, 4, 5));
        lease.Restore();
        Assert.Equal([1, 2, 3], Users);

        time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal([4, 5], Users);
    }

    private IReadOnlyList<int>? Users => control.Wish.Part.Users;

    private static Lease LeaseOf(long epoch, double from, params int[] users) =>
        new()
        {
            Epoch = epoch,
            RunId = "run",
            StartAt = Start,
            Profile = ProfileText.Write(Load),
            Part = new LoadPart { Users = users, From = TimeSpan.FromSeconds(from) },
        };
}
