using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>The load of a run while it is applied.</summary>
/// <param name="Steering">How a person changes and ends it.</param>
/// <param name="Phases">Where in its life it is.</param>
/// <param name="Progress">What the engine does.</param>
/// <param name="Clock">The run's time.</param>
internal sealed record DrivenLoad(RunSteering Steering, RunPhases Phases, LoadProgress Progress, RunClock Clock)
{
    /// <summary>What was applied so far, as if it broke off now.</summary>
    /// <param name="warmUp">How long the warm-up was to last, where it may have broken off in it.</param>
    public LoadOutcome SoFar(TimeSpan warmUp = default) => LoadOutcome.OfBrokenRun(Progress, Clock.Elapsed, warmUp);
}
