using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>Levels over a <see cref="SimulatedQueue"/>, in no time.</summary>
internal static class SimulatedLevel
{
    /// <summary>One level, from drain to verdict; each threshold of the rules is one on the turnaround, in seconds.</summary>
    public static LevelTrial Run(SimulatedQueue queue, LevelPlan plan, LevelRules rules)
    {
        var trial = new LevelTrial(plan, rules);
        while (trial.Phase != LevelPhase.Ended)
        {
            var rate = trial.Phase == LevelPhase.Draining ? 0 : plan.Load.BatchesPerSecond;
            var second = queue.Step(rate);
            trial.Add(second, queue.Turnarounds, [.. rules.Thresholds.Select(_ => queue.Turnarounds)]);
        }

        return trial;
    }
}
