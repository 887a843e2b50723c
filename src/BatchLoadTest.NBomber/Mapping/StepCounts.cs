using System.Collections.Concurrent;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>Steps that were handed to NBomber, by name; from any thread.</summary>
internal sealed class StepCounts
{
    private readonly ConcurrentDictionary<string, StepCount> counts = new(StringComparer.Ordinal);

    /// <summary>Counts one step.</summary>
    public void Add(string step, bool failed) =>
        counts.AddOrUpdate(
            step,
            static (_, failed) => StepCount.None.Plus(failed),
            static (_, count, failed) => count.Plus(failed),
            failed
        );

    /// <summary>All steps by name.</summary>
    public IReadOnlyDictionary<string, StepCount> All => counts;
}
