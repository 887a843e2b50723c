namespace BatchLoadTest.Load;

/// <summary>
/// An engine's own notion of a step, for engines that have one: it sees each step of an iteration begin and end. It
/// changes nothing of what the step does, and nothing is measured here.
/// </summary>
public interface IStepFrame
{
    /// <summary>Runs one step; what the step throws comes out again as it was.</summary>
    /// <param name="name">Short name of the step, such as <c>upload</c>.</param>
    /// <param name="step">Does it, once.</param>
    Task RunAsync(string name, Func<Task<StepReport>> step);
}
