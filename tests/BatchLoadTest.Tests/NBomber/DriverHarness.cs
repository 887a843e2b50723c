using BatchLoadTest.Load;
using BatchLoadTest.NBomber.Mapping;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.NBomber;

/// <summary>
/// The NBomber engine's driver on fake time. The test calls it as NBomber's scenario copies would, and ends each
/// iteration by itself.
/// </summary>
internal sealed class DriverHarness : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource scenarioEnd = new();
    private readonly List<LoadHarness.Begun> begun = [];
    private readonly List<string> told = [];
    private readonly WorkflowDriver driver;
    private readonly Task watch;

    public DriverHarness(LoadPlan plan, Iteration? iteration = null)
    {
        driver = new WorkflowDriver(
            plan,
            LoadMapper.Map(plan),
            iteration ?? WaitForTheTestAsync,
            new RunTokens(stop.Token, interrupt.Token),
            Progress,
            Tell,
            Clock
        );
        watch = driver.WatchAsync();
    }

    public FakeTimeProvider Clock { get; } = new();

    public LoadProgress Progress { get; } = new();

    /// <summary>Iterations begun so far, in order.</summary>
    public IReadOnlyList<LoadHarness.Begun> Iterations => Copy(begun);

    /// <summary>What NBomber was told to end the test for.</summary>
    public IReadOnlyList<string> Told => Copy(told);

    /// <summary>Whether the load is over and nothing runs any more.</summary>
    public bool IsOver => watch.IsCompleted;

    /// <summary>Waits until that is so.</summary>
    public Task OverAsync() => watch.WaitAsync(Eventually.Patience);

    /// <summary>NBomber is about to start the load.</summary>
    public void Begin() => driver.Begin();

    /// <summary>One of NBomber's copies asks for an iteration.</summary>
    public Task<EndOfIteration> Call() => driver.RunOneAsync(new NoFrame(), scenarioEnd.Token);

    /// <summary>NBomber has returned.</summary>
    public Task<LoadOutcome> EndAsync() => driver.EndAsync(watch).ResultAsync();

    public void EndScenario() => scenarioEnd.Cancel();

    public void FirstSignal() => stop.Cancel();

    public void SecondSignal() => interrupt.Cancel();

    public void After(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        await interrupt.CancelAsync();
        await driver.DisposeAsync();
        stop.Dispose();
        interrupt.Dispose();
        scenarioEnd.Dispose();
    }

    private void Tell(string reason)
    {
        lock (gate)
        {
            told.Add(reason);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (gate)
        {
            return [.. list];
        }
    }

    private async ValueTask<IterationResult> WaitForTheTestAsync(IterationContext context, CancellationToken token)
    {
        var iteration = new LoadHarness.Begun(context, Clock.GetTimestamp());
        lock (gate)
        {
            begun.Add(iteration);
        }

        try
        {
            await iteration.End.Task.WaitAsync(token);
            return IterationResult.Completed;
        }
        catch (OperationCanceledException)
        {
            return IterationResult.Interrupted;
        }
    }

    private sealed class NoFrame : IStepFrame
    {
        public Task RunAsync(string name, Func<Task<StepReport>> step) => step();
    }
}
