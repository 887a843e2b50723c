using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.NBomber;

/// <summary>What NBomber says at its end.</summary>
/// <param name="Counts">Its iterations and steps, by name.</param>
/// <param name="IsAlone">Whether it ran in this process alone; else its counts are of several nodes.</param>
internal sealed record SessionEnd(IReadOnlyDictionary<string, StepCount> Counts, bool IsAlone);
