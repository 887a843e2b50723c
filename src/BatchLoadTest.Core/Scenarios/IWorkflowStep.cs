using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// One part of the workflow, such as the upload. Shared by all users: everything that belongs to a round is in the round.
/// A new one is a class in <c>Steps</c> and a line in <see cref="WorkflowSteps"/>.
/// </summary>
public interface IWorkflowStep
{
    /// <summary>The step that it is measured as; by its id an engine that tells steps apart shows it.</summary>
    Step Step { get; }

    /// <summary>Whether what it needs is there; a step that is not ready is skipped.</summary>
    bool IsReady(WorkflowRound round);

    /// <summary>Does it. What fails is measured and leaves the round without what later steps need.</summary>
    /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
    ValueTask RunAsync(WorkflowRound round, StepRunner runner);
}
