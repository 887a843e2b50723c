namespace BatchLoadTest.Load;

/// <summary>Starts and stops virtual users by a plan. Engines only schedule; measuring lies below them.</summary>
public interface ILoadEngine
{
    /// <summary>What <c>--engine</c> names.</summary>
    string Name { get; }

    /// <summary>Whether it follows <see cref="RunTokens.Control"/>: whether the load can be changed while it runs.</summary>
    bool CanChange => false;

    /// <summary>Everything in the plan that this engine cannot do, at once, in words for a person.</summary>
    IReadOnlyList<string> Validate(LoadPlan plan);

    /// <summary>Applies the load and returns when nothing runs any more.</summary>
    /// <param name="plan">A plan that <see cref="Validate"/> has nothing against.</param>
    /// <param name="iteration">What each user does again and again.</param>
    /// <param name="tokens">How the run is ended from outside.</param>
    /// <param name="progress">Where the engine says what it is doing.</param>
    Task<LoadOutcome> RunAsync(LoadPlan plan, Iteration iteration, RunTokens tokens, LoadProgress progress);
}
