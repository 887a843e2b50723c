using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Load;

/// <summary>The moment at which a load of several processes begins, and its plan that counts from there.</summary>
public sealed class StartGateTests : IAsyncDisposable
{
    private static readonly Uri Host = new("http://127.0.0.1:1");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 8, 23, 14, 25, 0, TimeSpan.Zero));
    private readonly NoteList notes = new();

    [Fact]
    public async Task Wait_MomentAhead_EndsThereAndIsNotLate()
    {
        var waiting = Gate(TimeSpan.FromSeconds(20)).WaitAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(TimeSpan.Zero, await waiting);
    }

    [Fact]
    public async Task Wait_MomentPast_SaysHowLate()
    {
        Assert.Equal(TimeSpan.FromSeconds(12), await Gate(TimeSpan.FromSeconds(-12)).WaitAsync(CancellationToken.None));
        Assert.Contains("was 12.0 s ago", Assert.Single(notes.Notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_EndedByASignal_IsNotLate() =>
        Assert.Equal(TimeSpan.Zero, await Gate(TimeSpan.FromSeconds(-12)).WaitAsync(new CancellationToken(true)));

    [Theory]
    [InlineData(-5, 300)]
    [InlineData(0, 300)]
    [InlineData(12.5, 287.5)]
    [InlineData(400, 0)]
    public void From_RunTime_CountsFromTheMoment(double lateSeconds, double leftSeconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(leftSeconds),
            Plan(TimeSpan.FromMinutes(5)).From(At(lateSeconds), TimeSpan.Zero).RunTime
        );

    [Fact]
    public void From_NoMomentOrNoRunTime_IsThePlanAsAskedFor()
    {
        var load = new LoadPlan { Profile = new ClosedLoad(1, 1), RunTime = TimeSpan.FromMinutes(5) };

        Assert.Same(load, new CommonPlan(new StartSettings(), load).From(At(100), TimeSpan.Zero));
        Assert.Null(Plan(null).From(At(100), TimeSpan.Zero).RunTime);
    }

    // The clock began at the moment, or 12 s after it; to reach the service took some of the warm-up of 10 s, or all of it.
    [Theory]
    [InlineData(0, 10, 10, 300)]
    [InlineData(1.5, 8.5, 8.5, 300)]
    [InlineData(13.5, 8.5, 8.5, 288)]
    [InlineData(15, -5, 0, 295)]
    public void From_WarmUp_EndsWhenTheClockSaysSo(double now, double left, double warmUp, double runTime)
    {
        var plan = new CommonPlan(
            new StartSettings { StartAt = clock.GetUtcNow() },
            new LoadPlan
            {
                Profile = new ClosedLoad(1, 1),
                RunTime = TimeSpan.FromMinutes(5),
                WarmUp = TimeSpan.FromSeconds(10),
            }
        ).From(At(now), TimeSpan.FromSeconds(left));

        Assert.Equal((TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(runTime)), (plan.WarmUp, plan.RunTime));
    }

    [Theory]
    [InlineData(300, "the load was over 0 ms ago")]
    [InlineData(312, "--start-at 2026-08-23T14:25:00+00:00 and --run-time 5m: the load was over 12.0 s ago")]
    public void Problem_OnceTheLoadIsOver_SaysSo(double lateSeconds, string words) =>
        Assert.EndsWith(words, Plan(TimeSpan.FromMinutes(5)).Problem(At(lateSeconds)) ?? "", StringComparison.Ordinal);

    [Fact]
    public void Problem_BeforeTheEnd_IsNone() => Assert.Null(Plan(TimeSpan.FromMinutes(5)).Problem(At(299.9)));

    [Theory]
    [InlineData(0.9, null)]
    [InlineData(12, "started 12.0 s after --start-at 2026-08-23T14:25:00+00:00: its run time was shorter by that")]
    public void Notice_FromOneSecondOn_SaysHowLate(double lateSeconds, string? words)
    {
        var notice = Plan(TimeSpan.FromMinutes(5)).Notice(TimeSpan.FromSeconds(lateSeconds));

        Assert.Equal(words, words is null ? notice : notice?[..words.Length]);
    }

    public ValueTask DisposeAsync() => notes.DisposeAsync();

    private CommonPlan Plan(TimeSpan? runTime) =>
        new(
            new StartSettings { StartAt = clock.GetUtcNow() },
            new LoadPlan { Profile = new ClosedLoad(1, 1), RunTime = runTime }
        );

    private DateTimeOffset At(double lateSeconds) => clock.GetUtcNow() + TimeSpan.FromSeconds(lateSeconds);

    private StartGate Gate(TimeSpan ahead) =>
        new(
            new StartSettings { StartAt = clock.GetUtcNow() + ahead },
            new TargetProbe(Host, ProxyRules.None, clock),
            notes,
            clock
        );
}
