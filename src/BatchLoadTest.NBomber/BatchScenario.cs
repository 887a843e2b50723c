using BatchLoadTest.Load;
using BatchLoadTest.NBomber.Mapping;
using NBomber.Contracts;
using NBomber.CSharp;

namespace BatchLoadTest.NBomber;

/// <summary>The batch workflow as a scenario of NBomber.</summary>
internal static class BatchScenario
{
    /// <summary>The scenario's name, in NBomber's reports and for its own arguments.</summary>
    public const string Name = "batch_workflow";

    /// <summary>Makes the scenario.</summary>
    /// <param name="driver">Runs the iterations.</param>
    /// <param name="load">When they are asked for.</param>
    /// <param name="thresholds">What NBomber shows a verdict for.</param>
    /// <param name="counts">Takes what is handed to NBomber.</param>
    public static ScenarioProps Create(
        WorkflowDriver driver,
        PlannedLoad load,
        IReadOnlyList<StepThreshold> thresholds,
        StepCounts counts
    )
    {
        // The type is written out: since 6.7 a function that returns a Task of anything else would bind to an overload
        // that takes every iteration for a success.
        Func<IScenarioContext, Task<IResponse>> run = context => RunAsync(driver, context, counts);
        return Scenario
            .Create(Name, run)
            // Half a minute of unasked load by default.
            .WithoutWarmUp()
            .WithLoadSimulations([.. load.Simulations.Select(SimulationTranslation.Translate)])
            // A failed step ends no iteration: the workflow itself knows which steps still make sense.
            .WithRestartIterationOnFail(false)
            // The default ends the test at 5,000 failures; when to give up is decided by this program.
            .WithMaxFailCount(int.MaxValue)
            // Else the scenario's figures are sums over its steps.
            .WithStatsBasedOnIterations(true)
            .WithThresholds([.. thresholds.Select(ThresholdTranslation.Translate)]);
    }

    private static async Task<IResponse> RunAsync(WorkflowDriver driver, IScenarioContext context, StepCounts counts)
    {
        var steps = new IterationSteps(counts);
        var end = await driver.RunOneAsync(new StepFrame(context, steps), context.ScenarioCancellationToken);
        if (!end.IsCounted)
        {
            throw new IgnoreMeasurementException();
        }

        var report = steps.Report;
        counts.Add(Name, report.Failed);
        return Responses.Of(report, end.Time);
    }
}
