using BatchLoadTest.Load;
using BatchLoadTest.Load.BuiltIn;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>A run of the built-in engine on fake time whose iterations the test ends one by one.</summary>
internal sealed class LoadHarness : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly List<Begun> begun = [];
    private readonly long start;

    public LoadHarness() => start = Clock.GetTimestamp();

    public FakeTimeProvider Clock { get; } = new();

    public LoadProgress Progress { get; } = new();

    /// <summary>Changes the load while it runs; null where nobody can.</summary>
    public LoadControl? Control { get; set; }

    /// <summary>Iterations begun so far, in order.</summary>
    public IReadOnlyList<Begun> Iterations
    {
        get
        {
            lock (gate)
            {
                return [.. begun];
            }
        }
    }

    /// <summary>Starts a run; every iteration lasts until the test or an interruption ends it.</summary>
    public Task<LoadOutcome> Start(LoadPlan plan) => Start(plan, WaitForTheTestAsync);

    public Task<LoadOutcome> Start(LoadPlan plan, Iteration iteration) =>
        new BuiltInEngine(Clock).RunAsync(
            plan,
            iteration,
            new RunTokens(stop.Token, interrupt.Token, Control),
            Progress
        );

    public void FirstSignal() => stop.Cancel();

    public void SecondSignal() => interrupt.Cancel();

    /// <summary>Waits until that many iterations have begun.</summary>
    public Task BegunAsync(int count) => Eventually.TrueAsync(() => Iterations.Count >= count, $"iteration {count}");

    /// <summary>When each iteration began, in seconds of the run.</summary>
    public IReadOnlyList<double> BeginSeconds() =>
        [.. Iterations.Select(each => Clock.GetElapsedTime(start, each.At).TotalSeconds)];

    /// <summary>When each iteration was meant to begin, in seconds of the run.</summary>
    public IReadOnlyList<double> IntendedSeconds() =>
        [.. Iterations.Select(each => Clock.GetElapsedTime(start, each.Context.IntendedStart).TotalSeconds)];

    public void Dispose()
    {
        stop.Dispose();
        interrupt.Dispose();
    }

    private async ValueTask<IterationResult> WaitForTheTestAsync(IterationContext context, CancellationToken token)
    {
        var iteration = new Begun(context, Clock.GetTimestamp());
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

    /// <summary>One iteration under way.</summary>
    internal sealed record Begun(IterationContext Context, long At)
    {
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
