using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>How long an answer of each step may take, where a threshold on its p95 says so.</summary>
/// <param name="limits">By step; steps without one are absent.</param>
public sealed class StepLimits(IReadOnlyDictionary<Step, TimeSpan> limits)
{
    /// <summary>No step has one.</summary>
    public static StepLimits None { get; } = new(new Dictionary<Step, TimeSpan>());

    /// <summary>The limit of a step; null where none was set.</summary>
    public TimeSpan? this[Step step] => limits.TryGetValue(step, out var limit) ? limit : null;
}
