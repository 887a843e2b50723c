namespace BatchLoadTest.Load.BuiltIn;

/// <summary>The engine that is always there. So far it knows the closed load.</summary>
public sealed class BuiltInEngine(TimeProvider timeProvider) : ILoadEngine
{
    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public bool CanChange => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(LoadPlan plan) =>
        plan.Profile is ClosedLoad ? [] : [$"the built-in engine cannot run a {plan.Profile.GetType().Name}"];

    /// <inheritdoc/>
    public async Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress)
    {
        if (plan.Profile is not ClosedLoad load)
        {
            throw new NotSupportedException(string.Join("; ", Validate(plan)));
        }

        using var run = new ClosedLoadRun(plan, load, iteration, tokens, progress, timeProvider);
        return await run.RunAsync();
    }
}
