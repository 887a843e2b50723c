using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>What telemetry shows of a run at one moment. Immutable.</summary>
/// <param name="Run">The figures of the whole run.</param>
/// <param name="Counts">What is counted beside them.</param>
/// <param name="Users">Virtual users that run.</param>
internal sealed record RunFigures(RunSnapshot Run, RunCounts Counts, int Users);
