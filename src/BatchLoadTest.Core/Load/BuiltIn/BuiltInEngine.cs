using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>The engine that is always there.</summary>
public sealed class BuiltInEngine(TimeProvider timeProvider) : ILoadEngine
{
    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public bool CanChange => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(LoadPlan plan) =>
        plan.Profile is UserLoad or ArrivalLoad or InFlightLoad
            ? []
            : [$"the built-in engine cannot run a {plan.Profile.GetType().Name}"];

    /// <inheritdoc/>
    public async Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress)
    {
        using LoadRun run = plan.Profile switch
        {
            UserLoad => new UserRun(plan, iteration, tokens, progress, timeProvider),
            ArrivalLoad => new ArrivalRun(plan, iteration, tokens, progress, timeProvider),
            InFlightLoad => new InFlightRun(plan, iteration, tokens, progress, timeProvider),
            _ => throw new NotSupportedException(string.Join("; ", Validate(plan))),
        };
        return await run.RunAsync();
    }
}
