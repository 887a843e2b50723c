using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runs;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Runs;

/// <summary>How a person changes a run, and what the warm-up asks for.</summary>
public sealed class RunSteeringTests : IDisposable
{
    private static readonly StagedUsers Stages = new(
        Schedule.Of([new LoadStage(TimeSpan.FromMinutes(1), 0, 8), new LoadStage(TimeSpan.FromMinutes(1), 8, 0)])
    );

    private readonly FakeTimeProvider time = new();
    private readonly RunControl control = new();

    public void Dispose() => control.Dispose();

    [Fact]
    public void FirstChange_IsTheMomentAtWhichThePlanEnds()
    {
        var steering = Steering(RunClock.StartNow(time));
        Assert.Null(steering.ChangedAt);

        time.Advance(TimeSpan.FromSeconds(12));
        Assert.True(steering.Change(new ClosedLoad(3, 1)));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(steering.Change(new ClosedLoad(4, 1)));

        Assert.Equal(TimeSpan.FromSeconds(12), steering.ChangedAt);
        Assert.EndsWith("the plan's stages no longer count", steering.Changes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOfAnotherKind_IsRefused_AndThePlanGoesOn()
    {
        var steering = Steering(RunClock.StartNow(time));

        Assert.False(steering.Change(new ArrivalLoad(Schedule.Constant(1), ArrivalPattern.Even, 10)));

        Assert.Null(steering.ChangedAt);
    }

    // It said 0 users were asked for, while 8 ran.
    [Fact]
    public void WarmUp_AsksForTheFirstLevelThatStagesName()
    {
        var clock = RunClock.StartNow(time, TimeSpan.FromSeconds(30));
        var phases = new RunPhases(
            control,
            new LoadProgress(),
            Steering(clock).Load,
            isChangeable: true,
            new RetryWaits(time),
            TimeSpan.Zero,
            clock,
            time
        );

        Assert.Equal(8, phases.Now().UsersAsked);
        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(2, phases.Now().UsersAsked);
    }

    private RunSteering Steering(RunClock clock) => new(Stages, canChange: true, control, new NoteList(), clock);
}
