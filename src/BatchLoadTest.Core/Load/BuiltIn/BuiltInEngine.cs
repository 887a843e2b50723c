namespace BatchLoadTest.Load.BuiltIn;

/// <summary>The engine that is always there. So far it knows the closed load.</summary>
public sealed class BuiltInEngine(TimeProvider timeProvider) : ILoadEngine
{
    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(LoadPlan plan) =>
        plan.Profile is ClosedLoad ? [] : [$"the built-in engine cannot run a {plan.Profile.GetType().Name}"];

    /// <inheritdoc/>
    public Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress) =>
        plan.Profile is ClosedLoad load
            ? new ClosedLoadRun(plan, load, iteration, tokens, progress, timeProvider).RunAsync()
            : throw new NotSupportedException(string.Join("; ", Validate(plan)));
}
