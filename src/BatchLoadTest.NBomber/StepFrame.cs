using BatchLoadTest.Load;
using BatchLoadTest.NBomber.Mapping;
using NBomber.Contracts;
using NBomber.CSharp;

namespace BatchLoadTest.NBomber;

/// <summary>Makes each step of an iteration one of NBomber's.</summary>
internal sealed class StepFrame(IScenarioContext context, IterationSteps steps) : IStepFrame
{
    /// <inheritdoc/>
    public Task RunAsync(string name, Func<Task<StepReport>> step) =>
        steps.RunAsync(name, step, call => Step.Run(name, context, async () => Responses.Of(await call())));
}
