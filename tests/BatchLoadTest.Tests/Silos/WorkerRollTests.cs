using BatchLoadTest.Cluster;
using BatchLoadTest.Silos.Membership;

namespace BatchLoadTest.Tests.Silos;

/// <summary>The end of each worker is told once, and rightly, whatever the membership leaves out.</summary>
public sealed class WorkerRollTests
{
    private static readonly WorkerAddress One = new("one");
    private static readonly WorkerAddress Two = new("two");

    private readonly List<string> told = [];
    private readonly WorkerRoll roll;

    public WorkerRollTests() =>
        roll = new WorkerRoll(worker => told.Add($"lost {worker}"), worker => told.Add($"left {worker}"));

    [Fact]
    public void Sees_PresentThenGone_IsLostOnce()
    {
        Sees((One, MemberState.Present), (Two, MemberState.Present));
        Sees((One, MemberState.Gone), (Two, MemberState.Present));
        Sees((One, MemberState.Gone), (Two, MemberState.Present));

        Assert.Equal(["lost one"], told);
    }

    [Fact]
    public void Sees_LeavingThenGone_HasLeft()
    {
        Sees((One, MemberState.Present));
        Sees((One, MemberState.Leaving));
        Assert.Empty(told);
        Sees((One, MemberState.Gone));

        Assert.Equal(["left one"], told);
    }

    [Fact]
    public void IsLeaving_SaidByTheWorkerItself_HasLeftThoughTheViewSkipsIt()
    {
        Sees((One, MemberState.Present));
        roll.IsLeaving(One);
        Sees((One, MemberState.Gone));

        Assert.Equal(["left one"], told);
    }

    [Fact]
    public void Calls_NotInViewYet_IsKeptUntilTheViewHasItGone()
    {
        Assert.True(roll.Calls(One));
        Sees((Two, MemberState.Present));
        Assert.Empty(told);
        Sees((One, MemberState.Gone), (Two, MemberState.Present));

        Assert.Equal(["lost one"], told);
        Assert.False(roll.Calls(One));
    }

    [Fact]
    public void Sees_EntryOfOnePresentIsMissing_IsLost()
    {
        Sees((One, MemberState.Present));
        Sees();

        Assert.Equal(["lost one"], told);
    }

    [Fact]
    public void Sees_NeverAMemberAndGone_IsNobodysLoss()
    {
        Sees((One, MemberState.Coming));
        Sees((One, MemberState.Gone));

        Assert.Empty(told);
    }

    private void Sees(params (WorkerAddress Worker, MemberState State)[] view) =>
        roll.Sees(view.ToDictionary(one => one.Worker, one => one.State));
}
