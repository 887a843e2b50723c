using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Stages as a person gave them.</summary>
/// <param name="Levels">The levels over time.</param>
/// <param name="IsRate">Whether they are workflows started per second; else users.</param>
public sealed record StagePlan(Schedule Levels, bool IsRate);
