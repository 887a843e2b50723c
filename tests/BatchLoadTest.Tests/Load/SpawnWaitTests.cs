using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

public sealed class SpawnWaitTests : IDisposable
{
    private readonly LoadHarness harness = new();

    // Timers cut to whole milliseconds: waiting for less than one must not become a busy loop.
    [Fact]
    public async Task Spawn_SeveralUsersPerMillisecond_WaitsForTheTimer()
    {
        var run = await Task.Run(() => Start(users: 10, rate: 3000)).WaitAsync(Eventually.Patience);
        await harness.BegunAsync(1);
        Assert.Single(harness.Iterations);

        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await harness.BegunAsync(4);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(2));
        await harness.BegunAsync(10);

        harness.SecondSignal();
        Assert.Equal(10, (await run.Task.ResultAsync()).PeakUsers);
    }

    // No timer takes more than 49 days.
    [Fact]
    public async Task Spawn_UserDueInHundredDays_IsWaitedFor()
    {
        var run = Start(users: 2, rate: 1 / TimeSpan.FromDays(100).TotalSeconds);
        await harness.BegunAsync(1);

        for (var day = 0; day < 100; day++)
        {
            Assert.Single(harness.Iterations);
            harness.Clock.Advance(TimeSpan.FromDays(1));
        }

        await harness.BegunAsync(2);
        harness.SecondSignal();
        Assert.Equal(2, (await run.Task.ResultAsync()).PeakUsers);
    }

    public void Dispose() => harness.Dispose();

    // Wrapped, so that awaiting the start is not awaiting the run.
    private (Task<LoadOutcome> Task, bool IsStarted) Start(int users, double rate) =>
        (harness.Start(new LoadPlan { Profile = new ClosedLoad(users, rate) }), true);
}
