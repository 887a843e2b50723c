using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>A whole search over a <see cref="SimulatedQueue"/>.</summary>
internal static class SimulatedCapacity
{
    /// <summary>Searches until it ends.</summary>
    /// <returns>The search, and the seconds that it took.</returns>
    public static (CapacitySearch Search, int Seconds) Run(
        SimulatedQueue queue,
        CapacityBounds bounds,
        double levelSeconds,
        IReadOnlyList<LevelThreshold>? thresholds = null
    )
    {
        var rules = new LevelRules { Alpha = bounds.Alpha, Thresholds = thresholds ?? [] };
        var search = new CapacitySearch(bounds);
        while (search.Next is { } order)
        {
            var plan = new LevelPlan(
                new LevelLoad(order.Load, QueueShape.RowsPerBatch),
                levelSeconds * order.LevelTimes,
                order.DrainToRows
            );
            search = search.After(SimulatedLevel.Run(queue, plan, rules).Decision);
        }

        return (search, queue.Now);
    }
}
