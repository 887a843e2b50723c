using BatchLoadTest.Load;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>An engine's view of steps that keeps what it is told.</summary>
internal sealed class RecordingFrame : IStepFrame
{
    /// <summary>Steps begun, in order.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Reports by step.</summary>
    public Dictionary<string, StepReport> Reports { get; } = [];

    public async Task RunAsync(string name, Func<Task<StepReport>> step)
    {
        Begun.Add(name);
        Reports.Add(name, await step());
    }
}
