using BatchLoadTest.Load;

namespace BatchLoadTest.Runs;

/// <summary>The load of a run before it is applied.</summary>
/// <param name="Engine">What applies it.</param>
/// <param name="Plan">The load.</param>
/// <param name="Changes">How it is changed; null where nobody can.</param>
internal sealed record PlannedLoad(ILoadEngine Engine, LoadPlan Plan, LoadControl? Changes);
